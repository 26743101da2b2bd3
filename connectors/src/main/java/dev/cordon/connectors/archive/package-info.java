/// How what was collected piece by piece is packed.
@NullMarked
package dev.cordon.connectors.archive;

import org.jspecify.annotations.NullMarked;
