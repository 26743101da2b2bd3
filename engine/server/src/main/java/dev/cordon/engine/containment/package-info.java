/// The register: what is contained now, and what may be released.
@NullMarked
package dev.cordon.engine.containment;

import org.jspecify.annotations.NullMarked;
