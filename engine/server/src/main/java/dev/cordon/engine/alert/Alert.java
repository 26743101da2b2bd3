package dev.cordon.engine.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The normal form of an alert, whatever product it came from. All of it is hostile data: to show, never to evaluate.
/// Made with `Alert.of(reference, title)....build()`.
///
/// @param reference what identifies it at its source; the same reference twice is the same alert
/// @param productId what its product itself calls it, by which it can be closed there; null where the payload does not
/// say
/// @param severity OCSF `severity_id`: 0 unknown, 1 informational, 2 low, 3 medium, 4 high, 5 critical, 6 fatal
/// @param confidence how sure the source is, 0 to 100; null where it does not say
/// @param techniques ATT&CK ids
/// @param host the host it is about, as the source names it
/// @param account the account it is about, as the source names it
/// @param assets every host and account it names, those two among them
/// @param occurredAt when the source says it happened; null where it does not say or says it unreadably
/// @param detectedAt when the source says that it noticed
/// @param link back to it in its product
/// @param status whether it still stands at its source; a resolved one opens nothing
/// @param campaign what the product itself gives to alerts that it holds for one story
/// @param notes fields that were left out because they were not what they should be
public record Alert(
        String reference,
        @Nullable String productId,
        String title,
        @Nullable String ruleId,
        @Nullable String ruleName,
        int severity,
        @Nullable Integer confidence,
        List<String> techniques,
        @Nullable String host,
        @Nullable String account,
        List<Asset> assets,
        List<Observable> observables,
        @Nullable Instant occurredAt,
        @Nullable Instant detectedAt,
        @Nullable URI link,
        Status status,
        @Nullable String campaign,
        List<String> notes) {

    /// @param reference see `References`
    public static AlertBuilder of(String reference, String title) {
        return new AlertBuilder(reference, title);
    }

    /// @param type a STIX 2.1 cyber-observable type: `ipv4-addr`, `user-account`, `file`, ...
    public record Observable(String type, String value) {}

    /// @param name as the source names it
    public record Asset(Kind kind, String name, Role role) {

        public enum Kind {
            @JsonProperty("host")
            HOST,
            @JsonProperty("account")
            ACCOUNT
        }

        public enum Role {
            /// It was done to this one.
            @JsonProperty("target")
            TARGET,
            /// This one did it.
            @JsonProperty("actor")
            ACTOR,
            /// The source says that it suffers from it, and not how.
            @JsonProperty("affected")
            AFFECTED,
            @JsonProperty("other")
            OTHER
        }
    }

    public enum Status {
        @JsonProperty("firing")
        FIRING,
        @JsonProperty("resolved")
        RESOLVED
    }
}
