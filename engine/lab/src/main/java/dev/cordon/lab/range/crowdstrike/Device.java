package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.company.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A machine in Falcon's words.
record Device(Machine machine) {

    static String status(Machine machine) {
        return switch (machine.isolation()) {
            case FREE -> "normal";
            case ISOLATING -> "containment_pending";
            case ISOLATED -> "contained";
            case RELEASING -> "lift_containment_pending";
        };
    }

    /// The fields one can filter by, as the product spells them.
    String field(String field) {
        return switch (field) {
            case "device_id" -> machine.id();
            case "hostname" -> machine.name();
            case "local_ip" -> machine.address();
            case "external_ip" -> "203.0.113.10";
            case "status" -> status(machine);
            case "platform_name" -> "Windows";
            case "product_type_desc" -> product();
            case "last_seen" -> machine.lastSeen().toString();
            default -> throw new IllegalArgumentException("unknown field " + field);
        };
    }

    private String product() {
        return switch (machine.role()) {
            case WORKSTATION -> "Workstation";
            case SERVER -> "Server";
            case DOMAIN_CONTROLLER -> "Domain Controller";
        };
    }

    /// The device record. One machine shows its status with a capital letter, as some do.
    Map<String, Object> shown() {
        var status = status(machine);
        var device = new LinkedHashMap<String, Object>();
        device.put("device_id", machine.id());
        device.put("cid", "c0ffee00c0ffee00c0ffee00c0ffee00");
        device.put("hostname", machine.name());
        device.put("local_ip", machine.address());
        device.put("external_ip", field("external_ip"));
        device.put("mac_address", mac());
        device.put("machine_domain", "acme.example");
        device.put("platform_name", field("platform_name"));
        device.put("os_version", machine.role() == Machine.Role.WORKSTATION ? "Windows 11" : "Windows Server 2022");
        device.put("agent_version", "7.18.0 (simulated)");
        device.put("product_type_desc", product());
        device.put(
                "status",
                machine.name().equals("WS-0177")
                        ? status.substring(0, 1).toUpperCase(Locale.ROOT) + status.substring(1)
                        : status);
        device.put("filesystem_containment_status", "normal");
        device.put("reduced_functionality_mode", "no");
        device.put("rtr_state", "enabled");
        device.put("host_hidden_status", "visible");
        device.put("first_seen", "2024-01-15T08:00:00Z");
        device.put("last_seen", machine.lastSeen().toString());
        device.put("tags", List.of());
        device.put("groups", List.of());
        return device;
    }

    private String mac() {
        var id = machine.id();
        return "02-00-%s-%s-%s-%s"
                .formatted(id.substring(0, 2), id.substring(2, 4), id.substring(4, 6), id.substring(6, 8));
    }
}
