/// One class for each product that sends alerts: its format, read into the normal form.
@NullMarked
package dev.cordon.engine.alert.source;

import org.jspecify.annotations.NullMarked;
