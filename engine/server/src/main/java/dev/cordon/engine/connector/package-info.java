/// The connectors as their workers report them.
@NullMarked
package dev.cordon.engine.connector;

import org.jspecify.annotations.NullMarked;
