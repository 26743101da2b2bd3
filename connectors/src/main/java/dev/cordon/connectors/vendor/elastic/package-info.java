/// Elastic Defend: endpoint response actions, through Kibana.
@NullMarked
package dev.cordon.connectors.vendor.elastic;

import org.jspecify.annotations.NullMarked;
