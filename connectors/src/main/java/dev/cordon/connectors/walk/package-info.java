/// Walking through what a product lists by time, so that nothing is missed: positions, ties, overlap.
@NullMarked
package dev.cordon.connectors.walk;

import org.jspecify.annotations.NullMarked;
