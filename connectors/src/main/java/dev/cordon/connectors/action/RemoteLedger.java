package dev.cordon.connectors.action;

import dev.cordon.contract.Ledger;
import io.quarkus.rest.client.reactive.ClientBasicAuth;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "ledger")
@ClientBasicAuth(username = "worker", password = "${cordon.worker.secret}")
public interface RemoteLedger extends Ledger {}
