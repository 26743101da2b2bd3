package dev.cordon.lab.range.cortex;

import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A machine in Cortex's words.
record Endpoint(Machine machine) {

    private String isolated() {
        return switch (machine.isolation()) {
            case FREE -> "AGENT_UNISOLATED";
            case ISOLATING -> "AGENT_PENDING_ISOLATION";
            case ISOLATED -> "AGENT_ISOLATED";
            case RELEASING -> "AGENT_PENDING_ISOLATION_CANCELLATION";
        };
    }

    Map<String, Object> shown(Instant now) {
        var seen = machine.lastSeen();
        var away = machine.offline() || seen.isBefore(now.minus(Duration.ofHours(1)));
        var endpoint = new LinkedHashMap<String, Object>();
        endpoint.put("endpoint_id", machine.id());
        endpoint.put("endpoint_name", machine.name());
        endpoint.put(
                "endpoint_type",
                machine.role() == Machine.Role.WORKSTATION ? "AGENT_TYPE_WORKSTATION" : "AGENT_TYPE_SERVER");
        endpoint.put("endpoint_status", away ? "DISCONNECTED" : "CONNECTED");
        endpoint.put("os_type", machine.platform() == Machine.Platform.LINUX ? "AGENT_OS_LINUX" : "AGENT_OS_WINDOWS");
        endpoint.put("ip", List.of(machine.address()));
        endpoint.put("domain", "acme.example");
        endpoint.put("last_seen", seen.toEpochMilli());
        endpoint.put("is_isolated", isolated());
        endpoint.put("group_name", List.of());
        return endpoint;
    }
}
