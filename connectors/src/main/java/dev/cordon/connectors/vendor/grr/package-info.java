/// GRR Rapid Response: triage and files through flows. It isolates nothing.
@NullMarked
package dev.cordon.connectors.vendor.grr;

import org.jspecify.annotations.NullMarked;
