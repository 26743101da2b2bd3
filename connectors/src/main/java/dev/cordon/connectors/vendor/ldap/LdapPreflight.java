package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.util.StaticUtils;
import dev.cordon.connectors.capability.Preflight;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.HttpPreflight;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Signs in to every server, and reads.
final class LdapPreflight implements Preflight {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final Directory directory;

    LdapPreflight(Directory directory) {
        this.directory = directory;
    }

    @Override
    public List<Finding> run() {
        return Urgency.PATIENT.during(() -> {
            var findings = new ArrayList<Finding>();
            directory.controllers().forEach(controller -> findings.addAll(greet(controller)));
            if (findings.stream().anyMatch(found -> found.verdict() == Verdict.GOOD)) {
                findings.add(HttpPreflight.tried(
                        "read accounts",
                        "needed for everything",
                        () -> new LdapLookup(directory).find("cordon-preflight-nobody")));
                findings.addAll(directory.dialect().rights());
            }
            return findings;
        });
    }

    private List<Finding> greet(Controller controller) {
        try {
            var dse = directory.greeting(controller);
            return List.of(
                    new Finding("reachable", Verdict.GOOD, controller + " answers"),
                    new Finding("credentials", Verdict.GOOD, controller + " lets us in"),
                    clock(controller, dse));
        } catch (VendorException.Misconfigured e) {
            return List.of(new Finding("credentials", Verdict.BAD, controller + ": " + e.why()));
        } catch (VendorException e) {
            return List.of(new Finding(
                    e.why().equals(Results.UNTRUSTED) ? "certificate" : "reachable",
                    Verdict.BAD,
                    controller + ": " + e.why()));
        }
    }

    private static Finding clock(Controller controller, RootDSE dse) {
        var time = dse.getAttributeValue("currentTime");
        try {
            if (time != null) {
                var skew = Duration.between(
                                StaticUtils.decodeGeneralizedTime(time).toInstant(), Instant.now())
                        .abs();
                return new Finding(
                        "clock",
                        skew.compareTo(SKEW) > 0 ? Verdict.BAD : Verdict.GOOD,
                        "%d s apart from that of %s".formatted(skew.toSeconds(), controller));
            }
        } catch (ParseException e) {
            // then it does not say
        }
        return new Finding("clock", Verdict.UNKNOWN, controller + " does not say what time it is");
    }
}
