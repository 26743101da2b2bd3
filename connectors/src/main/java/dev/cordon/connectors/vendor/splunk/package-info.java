/// Splunk Enterprise Security: its notables, through searches over the management port.
@NullMarked
package dev.cordon.connectors.vendor.splunk;

import org.jspecify.annotations.NullMarked;
