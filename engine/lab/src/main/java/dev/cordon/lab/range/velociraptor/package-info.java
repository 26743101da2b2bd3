/// Velociraptor, played: the queries of the connector, over gRPC with both certificates.
@NullMarked
package dev.cordon.lab.range.velociraptor;

import org.jspecify.annotations.NullMarked;
