/// The real local stack: every part a process of its own, started, awaited, killed and restarted from here.
@NullMarked
package dev.cordon.lab;

import org.jspecify.annotations.NullMarked;
