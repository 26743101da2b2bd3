/// Alerts that the connectors pulled, on their way into the same intake as those that were sent.
@NullMarked
package dev.cordon.engine.alert.feed;

import org.jspecify.annotations.NullMarked;
