package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What became of an action on one endpoint. Its states are others than those of an endpoint.
enum GroupAction {
    PENDING,
    DONE,
    FAILED;

    private static final Pattern RECEIPT = Pattern.compile("action ([0-9]{1,18})");

    static boolean names(String receipt) {
        return RECEIPT.matcher(receipt).matches();
    }

    static long id(String receipt) {
        var matcher = RECEIPT.matcher(receipt);
        if (!matcher.matches()) {
            throw new VendorException.Unavailable("this is no receipt of an action");
        }
        return Long.parseLong(matcher.group(1));
    }

    /// Called `group_action_id` here, although it was given as `action_id`.
    static GroupAction of(Xdr xdr, String receipt, Target.Host host) {
        var data = xdr.read("actions/get_action_status", Map.of("group_action_id", id(receipt)))
                .content()
                .path("data");
        // none: not created yet
        return data.has(Xdr.id(host)) ? of(data.path(Xdr.id(host)).asText()) : PENDING;
    }

    /// A script's run is called by its `action_id`.
    static GroupAction ofScript(Xdr xdr, String receipt) {
        return of(xdr.read("scripts/get_script_execution_status", Map.of("action_id", id(receipt)))
                .content()
                .path("general_status")
                .asText());
    }

    private static GroupAction of(String status) {
        return switch (status.toUpperCase(Locale.ROOT)) {
            case "PENDING", "IN_PROGRESS", "PENDING_ABORT" -> PENDING;
            case "COMPLETED_SUCCESSFULLY" -> DONE;
            case "COMPLETED_PARTIAL", "FAILED", "TIMEOUT", "EXPIRED", "ABORTED", "CANCELED", "CANCELLED" -> FAILED;
            default -> throw new VendorException.Unavailable("unreadable answer: an action status nobody documented");
        };
    }

    /// @throws VendorException.Refused it failed
    boolean done() {
        if (this == FAILED) {
            throw new VendorException.Refused("action-failed", "the agent did not do it, or not in time");
        }
        return this == DONE;
    }
}
