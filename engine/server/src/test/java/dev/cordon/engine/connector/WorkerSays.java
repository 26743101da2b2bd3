package dev.cordon.engine.connector;

import static io.restassured.RestAssured.given;

import dev.cordon.contract.JobType;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import dev.cordon.contract.connector.Health;
import dev.cordon.contract.connector.Report;
import dev.cordon.contract.connector.State;
import dev.cordon.engine.PostgresResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A worker process that reports over HTTP, as the real ones do.
public record WorkerSays(String worker) {
    private static final Instant STARTED = Instant.parse("2026-11-01T08:00:00Z");

    static final Finding REACHABLE = new Finding("reachable", Verdict.GOOD, "in 40 ms");
    static final Finding UNTOLD = new Finding("Hosts: Write", Verdict.UNKNOWN, "cannot be told without a change");
    static final Finding LET_IN = new Finding("Hosts: Read", Verdict.GOOD, "needed for host.find");
    static final Finding MISSING = new Finding("Hosts: Write", Verdict.BAD, "give the API client this scope");

    static final Health QUIET = new Health(0, 0, null, "closed", null, null, null, null);

    public static State state(String name, @Nullable Instant checkedAt, Finding... findings) {
        return state(name, QUIET, checkedAt, findings);
    }

    static State state(String name, Health health, @Nullable Instant checkedAt, Finding... findings) {
        return new State(name, "crowdstrike", List.of(JobType.HOST_ISOLATE), health, checkedAt, List.of(findings));
    }

    public ValidatableResponse that(State... connectors) {
        return says(new Report(STARTED, List.of(connectors)));
    }

    ValidatableResponse says(Object report) {
        return given().auth()
                .preemptive()
                .basic("worker", PostgresResource.WORKER_SECRET)
                .contentType(ContentType.JSON)
                .pathParam("worker", worker)
                .body(report)
                .put("/internal/connectors/{worker}")
                .then();
    }
}
