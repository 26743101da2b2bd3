@NullMarked
package dev.cordon.engine.problem;

import org.jspecify.annotations.NullMarked;
