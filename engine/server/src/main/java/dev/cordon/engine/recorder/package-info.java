/// What the broker's recorder sends, projected once.
@NullMarked
package dev.cordon.engine.recorder;

import org.jspecify.annotations.NullMarked;
