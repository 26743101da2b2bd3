package dev.cordon.connectors.vendor.entra;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Deletes every authentication method but the password, which cannot be deleted. There is no single call for it.
final class EntraFactors implements MfaReset {
    private static final Set<String> DELETABLE = Set.of(
            "microsoftAuthenticator",
            "phone",
            "fido2",
            "softwareOath",
            "email",
            "windowsHelloForBusiness",
            "temporaryAccessPass",
            "platformCredential");

    private final Entra entra;
    private final Guards guards;

    EntraFactors(Entra entra) {
        this.entra = entra;
        this.guards = new Guards(entra);
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return methods(account).isEmpty() ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                var user = entra.user(account);
                guards.refuseReserved(user);
                guards.refuseLastAdministrator(user);
                var methods = methods(account);
                if (!methods.stream().allMatch(method -> DELETABLE.contains(method.kind()))) {
                    throw new VendorException.Refused(
                            "factor-not-removable", "the account has a second factor that cannot be deleted this way");
                }
                // The default one cannot go before the others, and nothing says which it is.
                var kept = deleted(account, methods, ask);
                if (!deleted(account, kept, ask).isEmpty()) {
                    throw new VendorException.Unavailable("not all second factors could be deleted");
                }
                return "%d second factors deleted".formatted(methods.size());
            }
        };
    }

    /// @return those that could not be deleted now
    private List<Method> deleted(Target.Account account, List<Method> methods, Ask ask) {
        var kept = new ArrayList<Method>();
        for (var method : methods) {
            try {
                entra.http().write(Call.delete(Entra.path(account) + "/authentication/" + method.path()), ask);
            } catch (VendorException.Conflict e) {
                kept.add(method);
            } catch (VendorException.Refused e) {
                // 404: it has gone by itself; the next look says whether that is so
                if (!e.code().equals("target-not-found")) {
                    kept.add(method);
                }
            }
        }
        return kept;
    }

    private List<Method> methods(Target.Account account) {
        var page = entra.http().read(Call.get(Entra.path(account) + "/authentication/methods"), Page.class);
        if (page.next != null) {
            throw new VendorException.Unavailable("unreadable answer: more methods than one page holds");
        }
        return page.value.stream()
                .filter(method -> !method.kind().equals("password"))
                .toList();
    }

    record Page(
            List<Method> value,
            @JsonProperty("@odata.nextLink") @Nullable String next) {
        Page {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }

    record Method(
            @JsonProperty("@odata.type") @Nullable String type,
            @Nullable String id) {
        /// `phone` out of `#microsoft.graph.phoneAuthenticationMethod`.
        String kind() {
            if (type == null || !type.startsWith("#microsoft.graph.")) {
                throw new VendorException.Unavailable("unreadable answer: a method of no kind");
            }
            return type.substring("#microsoft.graph.".length()).replaceAll("AuthenticationMethod$", "");
        }

        String path() {
            if (id == null || id.isBlank()) {
                throw new VendorException.Unavailable("unreadable answer: a method without its id");
            }
            return kind() + "Methods/" + Call.segment(id);
        }
    }
}
