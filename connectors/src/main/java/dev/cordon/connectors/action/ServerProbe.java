package dev.cordon.connectors.action;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "ledger")
@Path("/q/health/live")
interface ServerProbe {
    @GET
    Response live();
}
