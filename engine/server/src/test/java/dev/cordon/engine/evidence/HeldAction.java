package dev.cordon.engine.evidence;

import static io.restassured.RestAssured.given;

import dev.cordon.engine.Ids;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.evidence.store.Sha256;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// An incident, and an action of it that a worker holds and delivers evidence for.
record HeldAction(Sql sql, UUID incident, String number, UUID action, UUID token) {
    static final byte[] BYTES = "MZ this program cannot be run".getBytes(StandardCharsets.UTF_8);

    static HeldAction begin(Sql sql, Timeline timeline) {
        var incident = Ids.next();
        var held = new HeldAction(sql, incident, "INC-2026-" + incident, Ids.next(), UUID.randomUUID());
        QuarkusTransaction.requiringNew().run(() -> held.insert(timeline));
        return held;
    }

    private void insert(Timeline timeline) {
        var now = Instant.now();
        var run = Ids.next();
        sql.update("""
                insert into incident (id, number, title, severity, grouping_key, opened_at, updated_at)
                values (?, ?, 'title', 3, ?, ?, ?)
                """, incident, number, number, now, now);
        timeline.begin(incident);
        sql.update("""
                insert into playbook_run (id, incident_id, playbook_id, trigger, target, target_key, reason, requested_by,
                    requested_at)
                values (?, ?, 'p', 't', '{}', 'k', 'because', 'ravi', ?)
                """, run, incident, now);
        sql.update("""
                insert into action (id, incident_id, run_id, element_id, job_type, target, target_key, reason, state, token,
                    intended_at)
                values (?, ?, ?, 'e', 'artifact.collect', '{}', 'k', 'because', 'open', ?, ?)
                """, action, incident, run, token, now);
    }

    ValidatableResponse upload(String name, byte[] bytes) {
        return worker().header("X-Cordon-Claim", token)
                .queryParam("name", name)
                .queryParam("mediaType", "text/html")
                .body(bytes)
                .put("/internal/evidence/" + action)
                .then();
    }

    ValidatableResponse collected(String header, String value) {
        return worker().header("X-Cordon-Claim", token)
                .header(header, value)
                .queryParam("name", "a.exe")
                .body(BYTES)
                .put("/internal/evidence/" + action)
                .then();
    }

    RequestSpecification worker() {
        return given().auth()
                .preemptive()
                .basic("worker", PostgresResource.WORKER_SECRET)
                .contentType("application/octet-stream");
    }

    long records() {
        return sql.one("select count(*) as n from evidence where incident_id = ?", row -> row.longNumber("n"), incident)
                .orElseThrow();
    }

    List<String> timeline() {
        return sql.list(
                "select body from timeline_entry where incident_id = ? order by seq",
                row -> row.text("body"),
                incident);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }
}
