@NullMarked
package dev.cordon.engine.access;

import org.jspecify.annotations.NullMarked;
