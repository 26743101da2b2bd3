@NullMarked
package dev.cordon.engine.policy;

import org.jspecify.annotations.NullMarked;
