package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Arrival;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What three witnesses say about the same time: who sent the alerts, what the database holds, what the vendors saw.
///
/// @param severities of the incidents, by id
/// @param world `contained`, `normal` or what is under way, by the target's key, as the vendors themselves say it
/// @param stale promises that should have been kept by now and were not
/// @param leaks where secrets were found
public record Snapshot(
        Instant at,
        List<Post> posts,
        List<Alert> alerts,
        Map<String, Integer> severities,
        List<Run> runs,
        List<Task> tasks,
        List<Action> actions,
        List<Approval> approvals,
        List<Hold> holds,
        List<Asset> assets,
        List<KillSwitch> killSwitch,
        List<Entry> entries,
        Map<String, Head> heads,
        List<String> stale,
        List<Arrival> arrivals,
        Map<String, String> world,
        List<String> leaks) {

    /// What the load generator knows of one alert.
    ///
    /// @param alertId what the answer named; null when there was none
    public record Post(
            String reference,
            String bodySha256,
            Answer answer,
            @Nullable String alertId) {
        public enum Answer {
            OK,
            FAIL,
            UNKNOWN
        }
    }

    public record Alert(String id, String bodySha256, boolean accepted) {}

    /// @param trigger `alert:<id>`, `request:...`, `release:...`
    public record Run(String id, String incident, String playbook, String trigger, String state, boolean over) {}

    public record Task(String run, boolean open, @Nullable Instant dueAt) {}

    /// @param target as the contract spells it
    /// @param claims when each attempt began
    /// @param waits for a product that does not answer; then it is tried again within the hour
    public record Action(
            String id,
            String incident,
            String run,
            String element,
            String jobType,
            JsonNode target,
            String targetKey,
            String state,
            @Nullable String outcome,
            Instant intendedAt,
            List<Instant> claims,
            boolean waits) {
        boolean settledAs(String is) {
            return is.equals(outcome);
        }
    }

    public record Approval(
            String run,
            String requester,
            String approver,
            boolean approved,
            List<String> targets,
            List<String> actions,
            Instant decidedAt,
            Instant expiresAt) {}

    /// A row of the register.
    public record Hold(
            String targetKey,
            String jobType,
            boolean verified,
            boolean released,
            @Nullable String releasedBy) {}

    public record Asset(String kind, String name, boolean isProtected, String criticality) {}

    public record KillSwitch(Instant at, boolean on) {}

    /// @param body what is hashed
    public record Entry(String incident, long seq, String kind, String body, String previousHash, String hash) {}

    public record Head(long seq, String hash) {}
}
