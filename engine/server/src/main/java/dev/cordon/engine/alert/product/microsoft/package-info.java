/// Sentinel's incidents and alerts, and Graph's security alerts.
@NullMarked
package dev.cordon.engine.alert.product.microsoft;

import org.jspecify.annotations.NullMarked;
