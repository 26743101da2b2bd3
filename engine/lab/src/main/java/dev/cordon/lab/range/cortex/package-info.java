/// A stand-in for a Cortex XDR tenant: endpoints, actions, scripts, quarantine, block list.
@NullMarked
package dev.cordon.lab.range.cortex;

import org.jspecify.annotations.NullMarked;
