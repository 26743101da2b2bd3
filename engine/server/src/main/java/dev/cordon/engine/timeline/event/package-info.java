/// What can stand in a timeline, and its sentences.
@NullMarked
package dev.cordon.engine.timeline.event;

import org.jspecify.annotations.NullMarked;
