/// The exporter inside the broker: tells the server what the broker did, at least once and in order.
@NullMarked
package dev.cordon.recorder;

import org.jspecify.annotations.NullMarked;
