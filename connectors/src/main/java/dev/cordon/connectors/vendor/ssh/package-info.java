/// Linux hosts without an agent, over SSH: isolation by nftables, triage, files, processes.
@NullMarked
package dev.cordon.connectors.vendor.ssh;

import org.jspecify.annotations.NullMarked;
