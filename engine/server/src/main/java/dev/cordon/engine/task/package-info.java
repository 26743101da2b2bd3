/// Human tasks: what is asked of people, and what they decided.
@NullMarked
package dev.cordon.engine.task;

import org.jspecify.annotations.NullMarked;
