/// One class for each product that sends alerts: its format, read into the normal form. A package for each family.
@NullMarked
package dev.cordon.engine.alert.product;

import org.jspecify.annotations.NullMarked;
