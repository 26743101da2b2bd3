package dev.cordon.lab.range.carbonblack;

import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A machine in the console's words.
record Device(Machine machine) {

    String name() {
        return machine.platform() == Machine.Platform.WINDOWS ? "ACME\\" + machine.name() : machine.name();
    }

    /// What was asked for, whether heard or not.
    private boolean quarantined() {
        return machine.isolation() == Isolation.ISOLATING || machine.isolation() == Isolation.ISOLATED;
    }

    /// What is pending is heard with the next contact; before it the last one was before the question.
    private Instant contact(Instant now) {
        var pending = machine.isolation() == Isolation.ISOLATING || machine.isolation() == Isolation.RELEASING;
        if (pending) {
            return machine.since().minus(Duration.ofSeconds(5));
        }
        return machine.offline() || machine.lastSeen().isBefore(now.minus(Duration.ofHours(1)))
                ? machine.lastSeen()
                : now;
    }

    Map<String, Object> shown(Instant now) {
        var server = machine.role() != Machine.Role.WORKSTATION;
        var windows = machine.platform() == Machine.Platform.WINDOWS;
        var device = new LinkedHashMap<String, Object>();
        device.put("id", Long.parseLong(machine.id()));
        device.put("name", name());
        device.put("status", "REGISTERED");
        device.put("quarantined", quarantined());
        device.put("sensor_states", List.of("ACTIVE", "LIVE_RESPONSE_ENABLED"));
        device.put("os", windows ? "WINDOWS" : "LINUX");
        device.put("os_version", windows ? server ? "Windows Server 2022 x64" : "Windows 11 x64" : "Debian 13");
        device.put("deployment_type", server ? "WORKLOAD" : "ENDPOINT");
        device.put("last_internal_ip_address", machine.address());
        device.put("last_external_ip_address", "203.0.113.30");
        device.put("last_contact_time", contact(now).toString());
        return device;
    }
}
