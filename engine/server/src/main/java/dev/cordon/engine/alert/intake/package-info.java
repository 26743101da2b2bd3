/// How an alert comes in: bounded, split, read, and stored once with everything that follows from it.
@NullMarked
package dev.cordon.engine.alert.intake;

import org.jspecify.annotations.NullMarked;
