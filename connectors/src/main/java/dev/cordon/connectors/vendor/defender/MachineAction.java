package dev.cordon.connectors.vendor.defender;

import dev.cordon.connectors.capability.VendorException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of one request to one machine.
record MachineAction(
        @Nullable String id,
        @Nullable String type,
        @Nullable String status,
        @Nullable String machineId,
        @Nullable String requestorComment,
        @Nullable String creationDateTimeUtc,
        @Nullable List<Step> commands) {
    static final String ISOLATE = "Isolate";
    static final String UNISOLATE = "Unisolate";
    static final String QUARANTINE = "StopAndQuarantineFile";
    static final String COLLECT = "CollectInvestigationPackage";
    static final String LIVE_RESPONSE = "LiveResponse";

    enum State {
        UNDER_WAY,
        SUCCEEDED,
        /// Failed, timed out or cancelled: it will not happen any more.
        OVER
    }

    /// One command of a live response. The action may succeed while a command fails.
    record Step(@Nullable String commandStatus) {
        boolean failed() {
            return "Failed".equalsIgnoreCase(commandStatus);
        }
    }

    State state() {
        return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
            case "pending", "inprogress" -> State.UNDER_WAY;
            case "succeeded" -> State.SUCCEEDED;
            case "failed", "timeout", "cancelled" -> State.OVER;
            default -> throw new VendorException.Unavailable("unreadable answer: an action's status nobody documented");
        };
    }

    boolean is(String kind) {
        return kind.equalsIgnoreCase(type);
    }

    /// The comment is the only place where an action carries our own id.
    boolean askedAs(String actionId) {
        return requestorComment != null && requestorComment.contains(actionId);
    }

    Instant at() {
        try {
            if (creationDateTimeUtc != null) {
                return Instant.parse(creationDateTimeUtc);
            }
        } catch (DateTimeException e) {
            // then there is no order, and the newest cannot be told
        }
        throw new VendorException.Unavailable("unreadable answer: an action without its time");
    }

    boolean anyStepFailed() {
        return commands != null && commands.stream().anyMatch(Step::failed);
    }

    /// The vendor's id, which stands in the receipt.
    String reference() {
        if (id == null || !MachineActions.isId(id)) {
            throw new VendorException.Unavailable("unreadable answer: an action without its id");
        }
        return id;
    }
}
