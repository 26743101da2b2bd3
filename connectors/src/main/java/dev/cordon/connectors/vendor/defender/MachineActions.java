package dev.cordon.connectors.vendor.defender;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The book of all requests to a machine, ours and others'.
final class MachineActions {
    private static final String PATH = "/api/machineactions";
    private static final Pattern ID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final Defender defender;

    MachineActions(Defender defender) {
        this.defender = defender;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Newest first.
    List<MachineAction> of(Target.Host host) {
        var id = Defender.id(host);
        var call = Call.get(PATH).query(Map.of("$filter", "machineId eq '" + id + "'"));
        var page = defender.http().read(call, Page.class);
        if (page.next != null) {
            throw new VendorException.Unavailable("unreadable answer: more actions than one page holds");
        }
        return page.value.stream()
                .filter(action -> id.equalsIgnoreCase(action.machineId()))
                .sorted(Comparator.comparing(MachineAction::at).reversed())
                .toList();
    }

    /// What an earlier request for the same action of ours has become, unless that is over.
    Optional<MachineAction> asked(Target.Host host, String type, String actionId) {
        return of(host).stream()
                .filter(action -> action.is(type) && action.askedAs(actionId))
                .filter(action -> action.state() != MachineAction.State.OVER)
                .findFirst();
    }

    /// @param id from a receipt or ticket
    MachineAction read(String id) {
        if (!isId(id)) {
            throw new VendorException.Refused("target-not-found", "this is no id of a machine action");
        }
        var action = defender.http().read(Call.get(PATH + "/" + id), MachineAction.class);
        if (!id.equalsIgnoreCase(action.id())) {
            throw new VendorException.Unavailable("unreadable answer: another action than the one asked for");
        }
        return action;
    }

    /// @param verb the last part of the path
    /// @param body without the comment, which every request must have
    /// @throws VendorException.Conflict one of the kind is under way, and not on behalf of our action
    MachineAction ask(Target.Host host, String verb, String type, Map<String, Object> body, Ask ask) {
        var whole = new LinkedHashMap<String, Object>(body);
        whole.put("Comment", "Cordon action " + ask.actionId());
        var action =
                defender.http().write(Call.post(Defender.path(host) + "/" + verb, whole), ask, MachineAction.class);
        if (!action.is(type) || !host.id().equalsIgnoreCase(action.machineId())) {
            throw new VendorException.Unavailable("unreadable answer: another action than the one asked for");
        }
        // Defender may answer with the one that is pending instead of a new one.
        if (action.requestorComment() != null && !action.askedAs(ask.actionId())) {
            throw new VendorException.Conflict("somebody else's request is under way on this machine");
        }
        return action;
    }

    /// @throws VendorException.Refused it is final already, like [VendorException.Conflict]
    void cancel(MachineAction action, Ask ask) {
        var comment = Map.of("Comment", "Cordon action " + ask.actionId());
        defender.http().write(Call.post(PATH + "/" + action.reference() + "/cancel", comment), ask);
    }

    /// A link that the vendor made for us; a secret.
    String link(String id, String function) {
        var link = defender.http().read(Call.get(PATH + "/" + id + "/" + function), Link.class).value;
        // the package's link stands in quotation marks of its own
        return link.replace("\"", "").strip();
    }

    record Page(
            List<MachineAction> value,
            @JsonProperty("@odata.nextLink") @Nullable String next) {
        Page {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }

    record Link(String value) {
        Link {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("no link");
            }
        }
    }
}
