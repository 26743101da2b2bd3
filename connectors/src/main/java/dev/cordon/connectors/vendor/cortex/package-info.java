/// Palo Alto Cortex XDR: endpoints, isolation, files, scripts, block list.
@NullMarked
package dev.cordon.connectors.vendor.cortex;

import org.jspecify.annotations.NullMarked;
