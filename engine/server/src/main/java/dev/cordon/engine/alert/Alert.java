package dev.cordon.engine.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The normal form of an alert, whatever product it came from. All of it is hostile data: to show, never to evaluate.
///
/// @param reference what identifies it at its source; the same reference twice is the same alert
/// @param severity OCSF `severity_id`: 0 unknown, 1 informational, 2 low, 3 medium, 4 high, 5 critical, 6 fatal
/// @param techniques ATT&CK ids
/// @param host the host it is about, as the source names it
/// @param account the account it is about, as the source names it
/// @param occurredAt when the source says it happened; null where it does not say or says it unreadably
/// @param notes fields that were left out because they were not what they should be
public record Alert(
        String reference,
        String title,
        @Nullable String ruleId,
        @Nullable String ruleName,
        int severity,
        List<String> techniques,
        @Nullable String host,
        @Nullable String account,
        List<Observable> observables,
        @Nullable Instant occurredAt,
        List<String> notes) {

    /// @param type a STIX 2.1 cyber-observable type: `ipv4-addr`, `user-account`, `file`, ...
    public record Observable(String type, String value) {}
}
