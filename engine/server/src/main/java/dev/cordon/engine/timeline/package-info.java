/// What happened, in order, for ever.
@NullMarked
package dev.cordon.engine.timeline;

import org.jspecify.annotations.NullMarked;
