/// Hostile intake: alerts of every kind, broken in every way, and what the server makes of them.
@NullMarked
package dev.cordon.lab.chaos.fuzz;

import org.jspecify.annotations.NullMarked;
