/// Google SecOps, and the UDM events it speaks of.
@NullMarked
package dev.cordon.engine.alert.product.google;

import org.jspecify.annotations.NullMarked;
