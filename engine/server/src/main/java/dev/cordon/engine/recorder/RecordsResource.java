package dev.cordon.engine.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.engine.problem.Problem;
import io.micrometer.core.annotation.Timed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Where the broker's recorder delivers. 200 means stored; anything else, and it delivers the same again.
@Path("/internal/records")
@RunOnVirtualThread
@RolesAllowed("recorder")
@Produces(MediaType.APPLICATION_JSON)
public class RecordsResource {
    @Inject
    Projection projection;

    @Inject
    RecorderHealth health;

    @Inject
    ObjectMapper json;

    public record Stored(int stored) {}

    @POST
    @Consumes("application/x-ndjson")
    @Timed("cordon.recorder.batch")
    public Stored store(@HeaderParam("X-Cordon-Lag-Millis") @DefaultValue("0") long lagMillis, byte[] lines) {
        var batch = parse(lines);
        var stored = batch.isEmpty() ? 0 : projection.apply(batch);
        health.heard(Duration.ofMillis(lagMillis));
        return new Stored(stored);
    }

    private List<Rec> parse(byte[] lines) {
        var batch = new ArrayList<Rec>();
        new String(lines, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> batch.add(parse(line)));
        return batch;
    }

    private Rec parse(String line) {
        try {
            return Rec.of(json.readTree(line));
        } catch (JsonProcessingException e) {
            throw new Problem(400, "bad-request", "A line is not JSON.");
        }
    }
}
