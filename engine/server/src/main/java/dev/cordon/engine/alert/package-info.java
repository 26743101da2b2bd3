/// How an alert comes in: authenticated, bounded, parsed by its source's adapter, stored once.
@NullMarked
package dev.cordon.engine.alert;

import org.jspecify.annotations.NullMarked;
