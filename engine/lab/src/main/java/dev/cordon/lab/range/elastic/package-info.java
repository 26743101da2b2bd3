/// Elastic Defend, played: Kibana's endpoint API as far as the connector asks.
@NullMarked
package dev.cordon.lab.range.elastic;

import org.jspecify.annotations.NullMarked;
