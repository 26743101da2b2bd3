/// Wazuh: agents, their inventory, and active responses, through the manager's API.
@NullMarked
package dev.cordon.connectors.vendor.wazuh;

import org.jspecify.annotations.NullMarked;
