/// Work that a committed transaction promised to do.
@NullMarked
package dev.cordon.engine.outbox;

import org.jspecify.annotations.NullMarked;
