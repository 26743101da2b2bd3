package dev.cordon.lab.range.grr;

import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The domain controller's flows want one. Whoever is asked says yes after the time for which things stay pending.
final class Approvals {
    private final Ground ground;
    private final Map<String, Approval> asked = new ConcurrentHashMap<>();

    Approvals(Ground ground) {
        this.ground = ground;
    }

    private record Approval(String id, String reason, Instant at) {}

    boolean admits(Machine machine) {
        var approval = asked.get(machine.id());
        return machine.role() != Machine.Role.DOMAIN_CONTROLLER
                || (approval != null
                        && Duration.between(approval.at, ground.clock().instant())
                                        .compareTo(ground.pending())
                                >= 0);
    }

    Reply ask(Machine machine, Request request) {
        var reason = request.json().at("/approval/reason").asText();
        if (reason.isBlank()) {
            return Grr.json(422, Map.of("message", "a reason is required"));
        }
        var approval = new Approval(
                Ids.md5(machine.id() + reason), reason, ground.clock().instant());
        asked.putIfAbsent(machine.id(), approval);
        return Grr.json(200, Map.of("id", approval.id, "reason", reason));
    }

    Reply of(String machine) {
        var approval = asked.get(machine);
        return Grr.json(
                200,
                approval == null
                        ? Map.of()
                        : Map.of("items", List.of(Map.of("id", approval.id, "reason", approval.reason))));
    }

    void forget() {
        asked.clear();
    }
}
