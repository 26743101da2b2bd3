/// Telling the products that raised an incident's alerts how it ended.
@NullMarked
package dev.cordon.engine.writeback;

import org.jspecify.annotations.NullMarked;
