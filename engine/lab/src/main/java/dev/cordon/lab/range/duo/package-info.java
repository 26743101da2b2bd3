/// Duo's Admin API, simulated: accounts, factors, bypass codes.
@NullMarked
package dev.cordon.lab.range.duo;

import org.jspecify.annotations.NullMarked;
