/// A stand-in for a SentinelOne console: agents, activities, threats, remote scripts, block list.
@NullMarked
package dev.cordon.lab.range.sentinelone;

import org.jspecify.annotations.NullMarked;
