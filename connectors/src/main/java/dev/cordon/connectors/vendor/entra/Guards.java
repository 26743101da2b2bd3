package dev.cordon.connectors.vendor.entra;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who must not be locked out. Asked before a change, never before its undoing; what cannot be read is not allowed.
///
/// Our own account is a service principal and no user: it cannot be a target.
final class Guards {
    private static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

    private final Entra entra;

    Guards(Entra entra) {
        this.entra = entra;
    }

    /// Neither who keeps the directories in step nor who is there for the day when nothing else works.
    void refuseReserved(User user) {
        if (user.synchronises()) {
            throw new VendorException.Refused("service-account", "the account synchronises the directory");
        }
        var group = entra.directory().breakGlassGroup();
        if (group.isPresent() && isMember(user, group.get())) {
            throw new VendorException.Refused("break-glass-account", "emergency access accounts are not touched");
        }
    }

    /// Whoever could not sign in after it, with nobody left to let him in again.
    void refuseLastAdministrator(User user) {
        var path = "/users/" + user.id() + "/transitiveMemberOf/microsoft.graph.directoryRole";
        var roles = read(Call.get(path)
                .query(Map.of("$select", "id,roleTemplateId", "$count", "true"))
                .with("ConsistencyLevel", "eventual"));
        for (var role : roles.value) {
            if (GLOBAL_ADMINISTRATOR.equalsIgnoreCase(role.template) && !othersHold(role, user)) {
                throw new VendorException.Refused("last-administrator", "nobody else is a global administrator");
            }
        }
    }

    /// Another directory decides.
    void refuseMastered(User user) {
        if (user.mastered()) {
            throw new VendorException.Refused(
                    "read-only-account", "the account is mastered in an Active Directory; it is changed there");
        }
    }

    /// For the preflight: a group that cannot be read protects nobody.
    void readable(String group) {
        try {
            entra.http().read(Call.get("/groups/" + group(group) + "?$select=id"), Entry.class);
        } catch (VendorException.Refused unknown) {
            throw new VendorException.Misconfigured("there is no such group");
        }
    }

    private boolean isMember(User user, String group) {
        var call = Call.post("/users/" + user.id() + "/checkMemberGroups", Map.of("groupIds", List.of(group(group))));
        try {
            return entra.http().read(call, Members.class).value.stream().anyMatch(group::equalsIgnoreCase);
        } catch (VendorException.Refused unknown) {
            throw new VendorException.Misconfigured("the group of the emergency access accounts cannot be read");
        }
    }

    private boolean othersHold(Entry role, User user) {
        if (role.id == null || !Entra.isId(role.id)) {
            throw new VendorException.Unavailable("unreadable answer: a role without its id");
        }
        return read(Call.get("/directoryRoles/" + role.id + "/members").query(Map.of("$select", "id,accountEnabled")))
                .value
                .stream()
                .anyMatch(member -> Boolean.TRUE.equals(member.enabled)
                        && !String.valueOf(user.id()).equalsIgnoreCase(member.id));
    }

    private Entries read(Call call) {
        var entries = entra.http().read(call, Entries.class);
        if (entries.next != null) {
            throw new VendorException.Unavailable("unreadable answer: more roles or members than one page holds");
        }
        return entries;
    }

    private static String group(String group) {
        if (!Entra.isId(group)) {
            throw new VendorException.Misconfigured("the group of the emergency access accounts is no object id");
        }
        return group;
    }

    record Members(List<String> value) {
        Members {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }

    record Entries(
            List<Entry> value,
            @JsonProperty("@odata.nextLink") @Nullable String next) {
        Entries {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }

    record Entry(
            @Nullable String id,
            @JsonProperty("roleTemplateId") @Nullable String template,
            @JsonProperty("accountEnabled") @Nullable Boolean enabled) {}
}
