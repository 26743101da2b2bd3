package dev.cordon.lab.range.sentinelone;

import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A machine in the console's words.
record Agent(Machine machine) {

    String status() {
        return switch (machine.isolation()) {
            case FREE -> "connected";
            case ISOLATING -> "disconnecting";
            case ISOLATED -> "disconnected";
            case RELEASING -> "connecting";
        };
    }

    Map<String, Object> shown(Instant now) {
        var seen = machine.lastSeen();
        var agent = new LinkedHashMap<String, Object>();
        agent.put("id", machine.id());
        agent.put("uuid", Ids.uuid(machine.id()));
        agent.put("computerName", machine.name());
        agent.put("domain", "acme.example");
        agent.put("osType", machine.platform() == Machine.Platform.LINUX ? "linux" : "windows");
        agent.put("machineType", machine.role() == Machine.Role.WORKSTATION ? "desktop" : "server");
        agent.put("networkStatus", status());
        agent.put("isActive", !machine.offline() && seen.isAfter(now.minus(Duration.ofHours(1))));
        agent.put("isDecommissioned", false);
        agent.put("isUninstalled", false);
        agent.put("lastActiveDate", seen.toString());
        agent.put("externalIp", "203.0.113.20");
        agent.put("networkInterfaces", List.of(Map.of("inet", List.of(machine.address()), "inet6", List.of())));
        return agent;
    }
}
