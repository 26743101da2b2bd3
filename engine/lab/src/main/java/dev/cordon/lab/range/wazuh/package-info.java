/// Wazuh, played: the manager's API as far as the connector asks.
@NullMarked
package dev.cordon.lab.range.wazuh;

import org.jspecify.annotations.NullMarked;
