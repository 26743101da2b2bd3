package dev.cordon.connectors.action;

import dev.cordon.contract.Ledger;
import io.quarkus.rest.client.reactive.ClientBasicAuth;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The server's ledger, called as `worker`.
@RegisterRestClient(configKey = "ledger")
@ClientBasicAuth(username = "worker", password = "${cordon.worker.secret}")
interface RemoteLedger extends Ledger {

    /// A REST client is a bean of its own type only; everybody else knows it as the contract's.
    @ApplicationScoped
    class Known {
        @Produces
        @Singleton
        Ledger ledger(@RestClient RemoteLedger remote) {
            return remote;
        }
    }
}
