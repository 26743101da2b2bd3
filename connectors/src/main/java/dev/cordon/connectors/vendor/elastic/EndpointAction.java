package dev.cordon.connectors.vendor.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A response action as Kibana knows it.
///
/// @param outputs what came back, by agent id
record EndpointAction(
        @Nullable String id,
        @Nullable List<String> agents,
        @Nullable String comment,
        @Nullable Boolean isCompleted,
        @Nullable Boolean wasSuccessful,
        @Nullable Boolean isExpired,
        @Nullable JsonNode outputs) {
    private static final String RECEIPT = "action ";

    enum Stage {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    /// Pending ones expire after two weeks.
    Stage stage() {
        if (isCompleted == null || wasSuccessful == null) {
            throw new VendorException.Unavailable("unreadable answer: an action that is neither pending nor completed");
        }
        if (isCompleted) {
            return wasSuccessful ? Stage.SUCCEEDED : Stage.FAILED;
        }
        return isExpired != null && isExpired ? Stage.FAILED : Stage.PENDING;
    }

    /// Kibana's reference for it, from which [#idIn] finds it again.
    String receipt() {
        return RECEIPT + id;
    }

    static Optional<String> idIn(String receipt) {
        return Optional.of(receipt)
                .filter(text -> text.startsWith(RECEIPT))
                .map(text -> text.substring(RECEIPT.length()))
                .filter(Kibana::isId);
    }

    /// Of a collection, which cannot go on without it.
    static String idOf(String ticket) {
        return idIn(ticket)
                .orElseThrow(() -> new VendorException.Refused("collection-lost", "the collection has no action id"));
    }

    /// @throws VendorException.Refused it failed, and would fail again
    boolean succeeded() {
        return switch (stage()) {
            case PENDING -> false;
            case SUCCEEDED -> true;
            case FAILED -> throw new VendorException.Refused("failed-on-host", "the endpoint could not do it");
        };
    }

    JsonNode output(Target.Host host) {
        return outputs == null
                ? MissingNode.getInstance()
                : outputs.path(host.id()).path("content");
    }

    record Answer(@Nullable EndpointAction data) {

        /// The action, if it is for this host and for no other.
        EndpointAction ofOnly(String agent) {
            if (data == null
                    || data.id == null
                    || !Kibana.isId(data.id)
                    || !List.of(agent).equals(data.agents)) {
                throw new VendorException.Unavailable("unreadable answer: no action for the host that was asked for");
            }
            return data;
        }
    }

    record History(List<EndpointAction> data) {
        History {
            data = data == null ? List.of() : List.copyOf(data);
        }
    }
}
