/// Any JSON, by a mapping that an operator writes.
@NullMarked
package dev.cordon.engine.alert.product.generic;

import org.jspecify.annotations.NullMarked;
