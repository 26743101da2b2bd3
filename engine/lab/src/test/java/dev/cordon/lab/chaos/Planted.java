package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.chaos.Snapshot.Post.Answer;
import dev.cordon.lab.range.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A made-up stack in which one approved containment happened as it should; tests put one thing wrong.
final class Planted {
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    static final Instant CLAIMED = NOON.minusSeconds(1);
    static final String INCIDENT = "incident-1";
    static final String TARGET = "host:crowdstrike:aid-1";

    private static final Instant EVENING = NOON.plus(Duration.ofHours(8));

    final List<Snapshot.Post> posts = new ArrayList<>();
    final List<Snapshot.Alert> alerts = new ArrayList<>();
    final Map<String, Integer> severities = new HashMap<>(Map.of(INCIDENT, 4));
    final List<Snapshot.Run> runs = new ArrayList<>();
    final List<Snapshot.Task> tasks = new ArrayList<>();
    final List<Snapshot.Action> actions = new ArrayList<>();
    final List<Snapshot.Approval> approvals = new ArrayList<>();
    final List<Snapshot.Hold> holds = new ArrayList<>();
    final List<Snapshot.Asset> assets = new ArrayList<>();
    final List<Snapshot.KillSwitch> killSwitch = new ArrayList<>();
    final List<Snapshot.Entry> entries = new ArrayList<>();
    final Map<String, Snapshot.Head> heads = new HashMap<>();
    final List<String> stale = new ArrayList<>();
    final List<Arrival> arrivals = new ArrayList<>();
    final Map<String, String> world = new HashMap<>(Map.of(TARGET, "contained"));
    final List<String> leaks = new ArrayList<>();

    Planted() {
        posts.add(new Snapshot.Post("wazuh 1", "aa", Answer.OK, "alert-1"));
        alerts.add(new Snapshot.Alert("alert-1", "aa", true));
        runs.add(run("run-1", true));
        approvals.add(approval("amina", TARGET, "host.isolate", NOON.minusSeconds(60)));
        actions.add(action("action-1", "settled", "done"));
        holds.add(new Snapshot.Hold(TARGET, "host.isolate", true, false, null));
        write("alert-routed", "{\"alertId\":\"alert-1\",\"mode\":\"run\"}");
        write("action-intended", "{\"actionId\":\"action-1\"}");
        write("action-settled", "{\"actionId\":\"action-1\"}");
        arrive("contain", "action-1", 202, "normal", "containment_pending");
    }

    Snapshot snapshot() {
        return new Snapshot(
                EVENING,
                posts,
                alerts,
                severities,
                runs,
                tasks,
                actions,
                approvals,
                holds,
                assets,
                killSwitch,
                entries,
                heads,
                stale,
                arrivals,
                world,
                leaks);
    }

    void write(String kind, String detail) {
        write(kind, detail, CLAIMED);
    }

    void write(String kind, String detail, Instant at) {
        var body = "{\"detail\":%s,\"recordedAt\":\"%s\"}".formatted(detail, at);
        entries.add(new Snapshot.Entry(INCIDENT, 0, kind, body, "", ""));
        chain();
    }

    /// Numbers and hashes the entries anew, as if they had been written so.
    void chain() {
        var previous = "00".repeat(32);
        for (var i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var hash = ChainCheck.hash(previous, entry.body());
            entries.set(i, new Snapshot.Entry(INCIDENT, i + 1, entry.kind(), entry.body(), previous, hash));
            previous = hash;
        }
        heads.put(INCIDENT, new Snapshot.Head(entries.size(), previous));
    }

    static Snapshot.Entry reworded(Snapshot.Entry entry) {
        return new Snapshot.Entry(
                entry.incident(), entry.seq(), entry.kind(), entry.body() + " ", entry.previousHash(), entry.hash());
    }

    void arrive(String operation, String action, int code, String before, String after) {
        arrivals.add(new Arrival(
                arrivals.size() + 1,
                NOON,
                "crowdstrike",
                operation,
                "aid-1",
                "WS-1",
                action,
                before,
                after,
                code,
                null,
                0));
    }

    static Arrival arrival(long number, Instant time, String operation, String action, int code) {
        return new Arrival(
                number,
                time,
                "crowdstrike",
                operation,
                "aid-1",
                "WS-1",
                action,
                "normal",
                "containment_pending",
                code,
                null,
                0);
    }

    /// The host was given back, says the record.
    void release(String outcome) {
        holds.set(0, new Snapshot.Hold(TARGET, "host.isolate", true, true, "action-2"));
        actions.add(new Snapshot.Action(
                "action-2",
                INCIDENT,
                "run-1",
                "release-host",
                "host.release",
                action("action-2", "settled", outcome).target(),
                TARGET,
                "settled",
                outcome,
                NOON.plusSeconds(1),
                List.of(NOON.plusSeconds(1)),
                false));
        write("action-intended", "{\"actionId\":\"action-2\"}");
        arrivals.add(new Arrival(
                2,
                NOON.plusSeconds(2),
                "crowdstrike",
                "lift_containment",
                "aid-1",
                "WS-1",
                "action-2",
                "contained",
                "lift_containment_pending",
                202,
                null,
                0));
    }

    static Snapshot.Run run(String id, boolean over) {
        return new Snapshot.Run(
                id, INCIDENT, "contain-compromised-host", "alert:alert-1", over ? "completed" : "running", over);
    }

    static Snapshot.Action action(String id, String state, @Nullable String outcome) {
        return action(id, "isolate-host", state, outcome);
    }

    static Snapshot.Action action(String id, String element, String state, @Nullable String outcome) {
        return action(id, element, state, outcome, CLAIMED);
    }

    static Snapshot.Action intendedAt(Instant at) {
        return action("action-1", "isolate-host", "settled", "done", at);
    }

    private static Snapshot.Action action(
            String id, String element, String state, @Nullable String outcome, Instant at) {
        var target = JsonNodeFactory.instance
                .objectNode()
                .put("is", "host")
                .put("id", "aid-1")
                .put("name", "WS-1")
                .put("role", "workstation");
        return new Snapshot.Action(
                id, INCIDENT, "run-1", element, "host.isolate", target, TARGET, state, outcome, at, List.of(at), false);
    }

    /// Open, and claimed that long before everything came to rest.
    static Snapshot.Action tried(Duration before, boolean waits) {
        var one = action("action-1", "isolate-host", "open", null, EVENING.minus(before));
        return new Snapshot.Action(
                one.id(),
                one.incident(),
                one.run(),
                one.element(),
                one.jobType(),
                one.target(),
                one.targetKey(),
                one.state(),
                one.outcome(),
                one.intendedAt(),
                one.claims(),
                waits);
    }

    static Snapshot.Approval approval(String approver, String target, String action, Instant at) {
        return new Snapshot.Approval(
                "run-1", "rosa", approver, true, List.of(target), List.of(action), at, at.plusSeconds(3600));
    }

    static Snapshot.Approval rejection(Instant at) {
        return new Snapshot.Approval(
                "run-1", "rosa", "amina", false, List.of(TARGET), List.of("host.isolate"), at, at.plusSeconds(3600));
    }
}
