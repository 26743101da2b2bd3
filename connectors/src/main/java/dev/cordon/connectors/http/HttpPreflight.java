package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.Preflight;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The checks that every vendor on HTTP has in common, and after them the vendor's own.
///
/// ```java
/// new HttpPreflight(http, Call.get("/"))
///         .right("Hosts: Read", "host.find", () -> http.read(Call.get("/devices/queries/devices/v1?limit=1"),
/// Envelope.class))
///         .untold("Hosts: Write", "host.isolate and host.release need it; it cannot be tried without an effect")
/// ```
public final class HttpPreflight implements Preflight {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final VendorHttp http;
    private final Call door;
    private final List<Supplier<Finding>> own = new ArrayList<>();

    /// @param door any harmless request; every answer to it is a sign of life
    public HttpPreflight(VendorHttp http, Call door) {
        this.http = http;
        this.door = door;
    }

    /// A right that a harmless request needs.
    ///
    /// @param name as the product calls it
    /// @param neededFor the job types that fail without it
    public HttpPreflight right(String name, String neededFor, Runnable trial) {
        own.add(() -> tried(name, "needed for " + neededFor, trial));
        return this;
    }

    /// A right or a feature that cannot be tried without changing something.
    public HttpPreflight untold(String name, String why) {
        own.add(() -> new Finding(name, Verdict.UNKNOWN, why));
        return this;
    }

    /// What only the vendor's package knows how to judge.
    public HttpPreflight check(Supplier<Finding> check) {
        own.add(check);
        return this;
    }

    @Override
    public List<Finding> run() {
        return Urgency.PATIENT.during(this::findings);
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        HttpAnswer answer;
        try {
            answer = http.knock(door);
        } catch (VendorException e) {
            findings.add(
                    e.why().equals(Exchange.UNTRUSTED)
                            ? new Finding("certificate", Verdict.BAD, e.why())
                            : new Finding("reachable", Verdict.BAD, e.why()));
            return findings;
        }
        findings.add(new Finding("reachable", Verdict.GOOD, "answers"));
        findings.add(clock(answer.headers().get("Date"), Instant.now()));
        own.forEach(check -> findings.add(check.get()));
        return findings;
    }

    /// Runs a trial and says what its failure means.
    public static Finding tried(String name, String detail, Runnable trial) {
        try {
            trial.run();
            return new Finding(name, Verdict.GOOD, detail);
        } catch (VendorException.Misconfigured e) {
            return new Finding(name, Verdict.BAD, "missing; " + detail + ": " + e.why());
        } catch (VendorException.Refused | VendorException.Conflict e) {
            // it looked at what we asked for, so it let us in
            return new Finding(name, Verdict.GOOD, detail);
        } catch (VendorException e) {
            return new Finding(name, Verdict.UNKNOWN, detail + ": " + e.why());
        }
    }

    private static Finding clock(@Nullable String date, Instant now) {
        try {
            if (date != null) {
                var skew = Duration.between(
                                now,
                                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                        .toInstant())
                        .abs();
                return new Finding(
                        "clock",
                        skew.compareTo(SKEW) > 0 ? Verdict.BAD : Verdict.GOOD,
                        "%d s apart from the vendor's".formatted(skew.toSeconds()));
            }
        } catch (DateTimeParseException e) {
            // then it does not say
        }
        return new Finding("clock", Verdict.UNKNOWN, "the vendor does not say what time it is");
    }
}
