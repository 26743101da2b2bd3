package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.Preflight;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Certificate, clock, what we may ask, and whether the artifacts are there.
final class ApiPreflight implements Preflight {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration EARLY = Duration.ofDays(30);
    private static final List<String> QUARANTINE =
            List.of("Windows.Remediation.Quarantine", "Linux.Remediation.Quarantine");

    private final Api api;
    private final VelociraptorConfig.Server config;

    ApiPreflight(Api api, VelociraptorConfig.Server config) {
        this.api = api;
        this.config = config;
    }

    @Override
    public List<Finding> run() {
        return Urgency.PATIENT.during(this::findings);
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        try {
            findings.add(
                    certificate(Duration.between(Instant.now(), api.client().expires())));
            findings.add(clock(api.read("SELECT now() AS Now FROM scope()", Map.of())));
        } catch (VendorException e) {
            findings.add(new Finding("reachable", Verdict.BAD, e.why()));
            return findings;
        }
        findings.add(new Finding("ANY_QUERY", Verdict.GOOD, "needed for every job"));
        findings.add(HttpPreflight.tried(
                "READ_RESULTS",
                "needed for every job; a refusal may look like an empty answer",
                () -> api.read("SELECT * FROM flows(client_id=ClientId) LIMIT 1", Map.of("ClientId", "C.0"))));
        findings.add(artifacts());
        findings.add(new Finding(
                "COLLECT_CLIENT, or COLLECT_BASIC on basic artifacts",
                Verdict.UNKNOWN,
                "needed for host.isolate, host.release, artifact.collect and file.fetch; quarantine needs EXECVE and"
                        + " NETWORK besides, unless it is basic. It cannot be tried without an effect"));
        findings.add(
                new Finding("LABEL_CLIENT", Verdict.UNKNOWN, "needed to show a quarantine in Velociraptor itself"));
        return findings;
    }

    private static Finding certificate(Duration left) {
        var verdict = left.compareTo(EARLY) < 0 ? Verdict.BAD : Verdict.GOOD;
        return new Finding("certificate", verdict, "ours expires in %d days".formatted(left.toDays()));
    }

    private static Finding clock(Api.Rows rows) {
        var now = rows.all().isEmpty() ? 0 : rows.all().getFirst().path("Now").asLong();
        if (now == 0) {
            return new Finding("clock", Verdict.UNKNOWN, "the vendor does not say what time it is");
        }
        var skew = Duration.between(Instant.now(), Instant.ofEpochSecond(now)).abs();
        return new Finding(
                "clock",
                skew.compareTo(SKEW) > 0 ? Verdict.BAD : Verdict.GOOD,
                "%d s apart from the vendor's".formatted(skew.toSeconds()));
    }

    private Finding artifacts() {
        var wanted = new ArrayList<>(QUARANTINE);
        wanted.addAll(config.windowsTriage());
        wanted.addAll(config.linuxTriage());
        wanted.add(config.fetchArtifact());
        config.killArtifact().ifPresent(wanted::add);
        config.quarantineArtifact().ifPresent(wanted::add);
        try {
            var there = api
                    .read(
                            "SELECT name FROM artifact_definitions(names=split(string=Names, sep=\",\"))",
                            Map.of("Names", String.join(",", wanted)))
                    .all()
                    .stream()
                    .map(row -> row.path("name").asText())
                    .collect(Collectors.toSet());
            wanted.removeAll(there);
            return wanted.isEmpty()
                    ? new Finding("artifacts", Verdict.GOOD, "all of them are there")
                    : new Finding("artifacts", Verdict.BAD, "the server lacks " + String.join(", ", wanted));
        } catch (VendorException e) {
            return new Finding("artifacts", Verdict.UNKNOWN, e.why());
        }
    }
}
