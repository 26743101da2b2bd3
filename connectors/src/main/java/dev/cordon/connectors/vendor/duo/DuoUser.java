package dev.cordon.connectors.vendor.duo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An account as Duo knows it, as far as we read it.
///
/// @param aliases other user names, by their number
record DuoUser(
        @JsonProperty("user_id") @Nullable String id,
        @Nullable String username,
        @Nullable String email,
        @Nullable String status,
        @Nullable Map<String, String> aliases,
        @Nullable List<JsonNode> phones,
        @Nullable List<JsonNode> tokens,
        @Nullable List<JsonNode> webauthncredentials) {

    /// `locked out` is Duo's own doing and may end by itself. Another spelling than the documented ones is nothing to
    /// act on.
    Look.State state() {
        return switch (spelled()) {
            case "active", "bypass", "locked out" -> Look.State.FREE;
            case "disabled" -> Look.State.CONTAINED;
            case "pending deletion" ->
                throw new VendorException.Refused(
                        "account-state", "the account is in Duo's trash, where nothing can be done to it");
            default -> throw new VendorException.Unavailable("unreadable answer: an account state nobody documented");
        };
    }

    boolean inTrash() {
        return spelled().equals("pending deletion");
    }

    String spelled() {
        return status == null ? "" : status.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean named(String name) {
        return name.equalsIgnoreCase(username);
    }

    boolean alias(String name) {
        return aliases != null && aliases.values().stream().anyMatch(name::equalsIgnoreCase);
    }

    /// Where its factors are removed. Phones and tokens are taken from the account and stay what they are.
    List<String> factors() {
        if (phones == null || tokens == null || webauthncredentials == null) {
            throw new VendorException.Unavailable("unreadable answer: an account without its factors");
        }
        var own = Duo.USERS + "/" + id;
        return Stream.of(
                        keys(phones, "phone_id").map(key -> own + "/phones/" + key),
                        keys(tokens, "token_id").map(key -> own + "/tokens/" + key),
                        keys(webauthncredentials, "webauthnkey").map(key -> "/admin/v1/webauthncredentials/" + key))
                .flatMap(paths -> paths)
                .toList();
    }

    static Stream<String> keys(List<JsonNode> things, String name) {
        return things.stream().map(thing -> thing.path(name).asText()).peek(key -> {
            if (!key.matches("[0-9A-Za-z_-]{1,64}")) {
                throw new VendorException.Unavailable("unreadable answer: a factor without its key");
            }
        });
    }

    Target.Account account(String connector) {
        if (id == null || !Duo.isId(id) || username == null || username.isBlank()) {
            throw new VendorException.Unavailable("unreadable answer: an account without id or name");
        }
        return new Target.Account(connector, id, username, email == null || email.isBlank() ? null : email);
    }
}
