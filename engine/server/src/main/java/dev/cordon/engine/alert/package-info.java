/// What an alert is: the normal form, the adapter that reads a product's format into it, and how stored ones are shown.
@NullMarked
package dev.cordon.engine.alert;

import org.jspecify.annotations.NullMarked;
