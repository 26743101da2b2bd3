/// What a vendor can be asked to do, and how it says no.
@NullMarked
package dev.cordon.connectors.capability;

import org.jspecify.annotations.NullMarked;
