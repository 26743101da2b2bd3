/// Which part is down.
@NullMarked
package dev.cordon.engine.health;

import org.jspecify.annotations.NullMarked;
