/// What must never be touched, what needs approval, and the kill switch.
@NullMarked
package dev.cordon.engine.policy;

import org.jspecify.annotations.NullMarked;
