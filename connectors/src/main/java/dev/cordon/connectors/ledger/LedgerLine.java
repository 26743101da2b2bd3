package dev.cordon.connectors.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Exchange;
import dev.cordon.contract.Claim;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Ledger;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import dev.cordon.contract.Refusal;
import dev.cordon.contract.Settlement;
import dev.cordon.contract.Sighting;
import dev.cordon.contract.Watched;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The server's ledger, called as `worker`. Two calls for every effect go through here, and a generated
/// REST client took a third of the connectors' time for them.
@ApplicationScoped
class LedgerLine implements Ledger {
    private static final String PATH = "/internal/ledger";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 128;

    private final Exchange exchange;
    private final ObjectMapper json;
    private final Map<String, String> headers;

    LedgerLine(
            Vertx vertx,
            ObjectMapper json,
            @ConfigProperty(name = "cordon.server.url") URI server,
            @ConfigProperty(name = "cordon.worker.secret") String secret) {
        this.exchange = new Exchange(vertx, server, null, CONNECTIONS);
        this.json = json;
        var worker = Base64.getEncoder().encodeToString(("worker:" + secret).getBytes(StandardCharsets.UTF_8));
        this.headers = Map.of(
                "Content-Type", "application/json", "Accept", "application/json", "Authorization", "Basic " + worker);
    }

    @Override
    public Claim claim(Intent intent) {
        return read(post("/claims", intent), Claim.class);
    }

    @Override
    public Outcome settle(String actionId, Settlement settlement) {
        return read(post("/actions/" + Call.segment(actionId) + "/settlement", settlement), Outcome.class);
    }

    @Override
    public void pause(String actionId, Pause pause) {
        post("/actions/" + Call.segment(actionId) + "/pause", pause);
    }

    @Override
    public void refuse(Refusal refusal) {
        post("/refusals", refusal);
    }

    @Override
    public List<Watched> watch() {
        return List.of(read(send(HttpMethod.GET, "/watch", Buffer.buffer()), Watched[].class));
    }

    @Override
    public void sighted(Sighting sighting) {
        post("/sightings", sighting);
    }

    private Buffer post(String path, Object body) {
        try {
            return send(HttpMethod.POST, path, Buffer.buffer(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this does not go into JSON", e);
        }
    }

    private Buffer send(HttpMethod method, String path, Buffer body) {
        var call = new Call(method, PATH + path, headers, body);
        try {
            var answer = exchange.send(call, PATIENCE);
            if (!answer.successful()) {
                throw new WebApplicationException(answer.status());
            }
            return answer.body();
        } catch (VendorException e) {
            // it speaks of a vendor, and this is the server
            throw new ProcessingException("the server did not answer");
        }
    }

    private <T> T read(Buffer body, Class<T> type) {
        try {
            var value = json.readValue(body.getBytes(), type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            // its message quotes the body
        }
        throw new ProcessingException("the server's answer is unreadable");
    }
}
