/// Linux machines one can log in to over SSH, simulated: a shell that understands the connector's scripts
/// by their first line, and nothing else.
@NullMarked
package dev.cordon.lab.range.ssh;

import org.jspecify.annotations.NullMarked;
