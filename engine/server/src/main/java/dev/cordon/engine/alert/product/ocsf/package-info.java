/// OCSF detection findings.
@NullMarked
package dev.cordon.engine.alert.product.ocsf;

import org.jspecify.annotations.NullMarked;
