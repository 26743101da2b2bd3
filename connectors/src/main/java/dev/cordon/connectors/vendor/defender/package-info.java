/// Microsoft Defender for Endpoint: isolation, live response, quarantine and indicators, through machine actions.
@NullMarked
package dev.cordon.connectors.vendor.defender;

import org.jspecify.annotations.NullMarked;
