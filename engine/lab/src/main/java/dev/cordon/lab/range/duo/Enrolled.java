package dev.cordon.lab.range.duo;

import dev.cordon.lab.range.company.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person as Duo shows them: a phone, a hardware token, a WebAuthn credential and a bypass code to begin with.
record Enrolled(Person person) {
    /// What is removed without naming its owner.
    static final List<String> KINDS = List.of("webauthncredentials", "bypass_codes");

    /// Set when somebody made the account active.
    static final String ACTIVATED = "activated";

    private static final String GONE = "gone";

    String status() {
        if (!person.enabled()) {
            return "disabled";
        }
        return person.userName().startsWith("s.lindgren")
                        && person.attribute(ACTIVATED).isEmpty()
                ? "bypass"
                : "active";
    }

    /// @param kind `phones`, `tokens`, `webauthncredentials` or `bypass_codes`
    List<Map<String, String>> things(String kind) {
        return key(kind).map(key -> List.of(Map.of(keyName(kind), key))).orElseGet(List::of);
    }

    boolean has(String kind, String key) {
        return key(kind).filter(key::equals).isPresent();
    }

    /// @return whether it was there
    boolean remove(String kind, String key) {
        if (!has(kind, key)) {
            return false;
        }
        switch (kind) {
            case "phones", "tokens" -> factor(kind).map(Person.Factor::id).ifPresent(person::removeFactor);
            default -> person.attribute(kind, GONE);
        }
        return true;
    }

    private Optional<String> key(String kind) {
        return switch (kind) {
            case "phones" -> factor(kind).map(factor -> "DP" + factor.id().substring(2));
            case "tokens" -> factor(kind).map(factor -> "DH" + factor.id().substring(2));
            case "webauthncredentials" -> kept(kind, "WA");
            case "bypass_codes" -> kept(kind, "DB");
            default -> Optional.empty();
        };
    }

    private Optional<Person.Factor> factor(String kind) {
        return person.factors().stream()
                .filter(factor -> factor.kind().equals(kind.equals("phones") ? "push" : "totp"))
                .findFirst();
    }

    private Optional<String> kept(String kind, String prefix) {
        return person.attribute(kind).equals(GONE)
                ? Optional.empty()
                : Optional.of(prefix + person.id().substring(2));
    }

    private static String keyName(String kind) {
        return switch (kind) {
            case "phones" -> "phone_id";
            case "tokens" -> "token_id";
            case "webauthncredentials" -> "webauthnkey";
            default -> "bypass_code_id";
        };
    }

    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("user_id", person.id());
        shown.put("username", person.userName());
        shown.put("email", person.mail());
        shown.put("realname", person.first() + " " + person.last());
        shown.put("status", status());
        shown.put("aliases", Map.of());
        for (var kind : List.of("phones", "tokens", "webauthncredentials")) {
            shown.put(kind, things(kind));
        }
        return shown;
    }
}
