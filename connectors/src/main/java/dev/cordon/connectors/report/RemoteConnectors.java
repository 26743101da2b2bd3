package dev.cordon.connectors.report;

import dev.cordon.contract.connector.Connectors;
import io.quarkus.rest.client.reactive.ClientBasicAuth;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The server's list of connectors, called as `worker`.
@RegisterRestClient(configKey = "ledger")
@ClientBasicAuth(username = "worker", password = "${cordon.worker.secret}")
interface RemoteConnectors extends Connectors {}
