/// Alerts that belong together, and the people who work on them.
@NullMarked
package dev.cordon.engine.incident;

import org.jspecify.annotations.NullMarked;
