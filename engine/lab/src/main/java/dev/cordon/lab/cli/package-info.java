/// The door: what `./cordon` understands.
@NullMarked
package dev.cordon.lab.cli;

import org.jspecify.annotations.NullMarked;
