/// CrowdStrike Falcon: hosts, containment, triage by Real Time Response.
@NullMarked
package dev.cordon.connectors.vendor.crowdstrike;

import org.jspecify.annotations.NullMarked;
