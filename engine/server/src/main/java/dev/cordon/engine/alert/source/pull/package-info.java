/// How far each source that is pulled was read, and by whom.
@NullMarked
package dev.cordon.engine.alert.source.pull;

import org.jspecify.annotations.NullMarked;
