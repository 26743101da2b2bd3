/// SentinelOne Singularity: hosts, network isolation, detected files, remote scripts, block list.
@NullMarked
package dev.cordon.connectors.vendor.sentinelone;

import org.jspecify.annotations.NullMarked;
