/// The Common Event Format of ArcSight, over HTTP.
@NullMarked
package dev.cordon.engine.alert.product.cef;

import org.jspecify.annotations.NullMarked;
