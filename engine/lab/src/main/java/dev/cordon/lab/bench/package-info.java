/// How fast the real stack is, beside the smallest adapter that could do the same on the same broker. The vendor is
/// simulated, in the benchmark's own process, so that sending an alert and its containment are read from one clock.
@NullMarked
package dev.cordon.lab.bench;

import org.jspecify.annotations.NullMarked;
