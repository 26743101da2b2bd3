package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A collection on one client.
///
/// @param created microseconds since the epoch
/// @param request as it was made; which parameters it has is found in it wherever they stand
record Flow(
        @JsonProperty("session_id") @Nullable String id,
        @Nullable String state,
        @JsonProperty("create_time") @Nullable Long created,
        @Nullable JsonNode request) {
    private static final Pattern ID = Pattern.compile("F\\.[0-9A-Za-z]{1,40}(\\.H)?");
    private static final String RECEIPT = "flow ";

    enum Stage {
        WAITING,
        FINISHED,
        FAILED
    }

    Stage stage() {
        return switch (state == null ? "" : state) {
            case "UNSET", "RUNNING", "WAITING", "IN_PROGRESS", "UNRESPONSIVE" -> Stage.WAITING;
            case "FINISHED" -> Stage.FINISHED;
            case "ERROR" -> Stage.FAILED;
            default -> throw new VendorException.Unavailable("unreadable answer: a flow state nobody documented");
        };
    }

    String known() {
        if (id == null || !ID.matcher(id).matches()) {
            throw new VendorException.Unavailable("unreadable answer: a flow without an id");
        }
        return id;
    }

    long age() {
        return created == null ? 0 : created;
    }

    boolean collects(String artifact) {
        return request != null && holds(request.path("artifacts"), artifact);
    }

    private static boolean holds(JsonNode artifacts, String artifact) {
        return artifacts.valueStream().anyMatch(one -> artifact.equals(one.asText()));
    }

    /// Whether that parameter was set to a yes.
    boolean has(String parameter) {
        return request != null
                && request.findParents("key").stream()
                        .anyMatch(pair -> parameter.equals(pair.path("key").asText())
                                && pair.path("value").asText().matches("Y|y|TRUE|true|1"));
    }

    static String receipt(String flow) {
        return RECEIPT + flow;
    }

    static Optional<String> idIn(String receipt) {
        return Optional.of(receipt)
                .filter(text -> text.startsWith(RECEIPT))
                .map(text -> text.substring(RECEIPT.length()).split(" ", 2)[0])
                .filter(text -> ID.matcher(text).matches());
    }

    /// The flow that a ticket names.
    static String in(String ticket) {
        return idIn(ticket)
                .orElseThrow(() -> new VendorException.Refused("collection-lost", "the collection has no flow"));
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
