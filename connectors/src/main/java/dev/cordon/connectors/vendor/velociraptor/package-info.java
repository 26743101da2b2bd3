/// Velociraptor: clients, collections and quarantine, through its gRPC API and VQL.
@NullMarked
package dev.cordon.connectors.vendor.velociraptor;

import org.jspecify.annotations.NullMarked;
