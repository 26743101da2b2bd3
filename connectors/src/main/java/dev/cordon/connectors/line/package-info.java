/// The guarded line to one vendor: urgency, rate budget, breaker, time limits, health. Whatever the protocol on it.
@NullMarked
package dev.cordon.connectors.line;

import org.jspecify.annotations.NullMarked;
