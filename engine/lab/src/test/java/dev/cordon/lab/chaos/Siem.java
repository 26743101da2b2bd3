package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.range.Arrival;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The products whose alerts are pulled, and closed again with their incident.
///
/// What each calls closed, which request closes one, and the words for the two verdicts that matter most.
enum Siem {
    QRADAR("qradar", "close", "closed", "Policy Violation", "False-Positive, Tuned"),
    SENTINEL("sentinel", "update", "Closed", "TruePositive/SuspiciousActivity", "FalsePositive/IncorrectAlertLogic"),
    /// Has no word for a verdict, and no place for a note.
    ELASTIC("detections", "status", "closed", "", ""),
    SPLUNK("notables", "notable_update", "Closed", "disposition:1", "disposition:3");

    static final List<String> VENDORS = List.of("qradar", "sentinel", "elastic", "splunk");

    private final String source;
    private final String closing;
    final String closed;
    final String truePositive;
    final String falsePositive;

    Siem(String source, String closing, String closed, String truePositive, String falsePositive) {
        this.source = source;
        this.closing = closing;
        this.closed = closed;
        this.truePositive = truePositive;
        this.falsePositive = falsePositive;
    }

    String vendor() {
        return name().toLowerCase(Locale.ROOT);
    }

    String closing() {
        return closing;
    }

    boolean takesNotes() {
        return this != ELASTIC;
    }

    /// An alert about an account that nobody else has, so that it stands in an incident of its own and starts nothing.
    Noticed notices(Site site) throws IOException, InterruptedException {
        var wish = JsonNodeFactory.instance.objectNode();
        wish.put("vendor", vendor()).put("account", "user-" + Names.next()).put("severity", 2);
        var shown = site.range().notice(wish);
        return new Noticed(
                site, this, shown.path("id").asText(), shown.path("number").asInt());
    }

    /// @param id as the product calls it
    record Noticed(Site site, Siem siem, String id, int number) {

        /// Its incident, once it was pulled.
        Optional<Case> incident() throws IOException, InterruptedException {
            for (var alert : site.person("vera")
                    .get("/api/alerts?limit=500&source=" + siem.source)
                    .path("items")) {
                if (alert.path("productId").asText().equals(id)) {
                    return Optional.of(new Case(site, alert.path("incident").asText()));
                }
            }
            return Optional.empty();
        }

        /// As it stands in the product now.
        JsonNode shown() throws IOException, InterruptedException {
            return site.range().noticed(siem.vendor(), id);
        }

        /// Everybody who asked the product to close it.
        List<Arrival> closings() throws IOException, InterruptedException {
            return site.range().arrivals(0).stream()
                    .filter(arrival -> arrival.vendor().equals(siem.vendor())
                            && arrival.operation().equals(siem.closing)
                            && arrival.target().equals(id))
                    .toList();
        }

        /// An analyst closes it in the product itself.
        void closeThere(String as) throws IOException, InterruptedException {
            var hand = JsonNodeFactory.instance.objectNode();
            hand.put("vendor", siem.vendor()).put("number", number);
            hand.put("status", siem.closed).put("closedAs", as);
            site.range().notice(hand);
        }
    }
}
