/// The simulated company: its machines, its people, what is blocked there. Shared by all vendors that are played; each
/// has its own part of it, told from the others' by a code in the names.
@NullMarked
package dev.cordon.lab.range.company;

import org.jspecify.annotations.NullMarked;
