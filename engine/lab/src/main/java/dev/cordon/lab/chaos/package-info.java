/// Breaks the stack on purpose, and counts what Cordon promised and did not keep.
@NullMarked
package dev.cordon.lab.chaos;

import org.jspecify.annotations.NullMarked;
