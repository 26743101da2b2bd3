/// VMware Carbon Black Cloud: devices, quarantine, live response, reputation overrides.
@NullMarked
package dev.cordon.connectors.vendor.carbonblack;

import org.jspecify.annotations.NullMarked;
