package dev.cordon.lab.range.google;

import dev.cordon.lab.range.company.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A person as Google shows them. Everybody begins with one app's token and one app password.
record User(Person person) {
    private static final String CLIENT = "77.apps.example";
    private static final int CODE = 3;
    private static final String GONE = "gone";

    boolean admin() {
        return person.userName().startsWith("svc-backup");
    }

    /// Whether the second step is enforced.
    boolean bound() {
        return person.userName().startsWith("s.lindgren");
    }

    List<Map<String, Object>> tokens() {
        return gone("tokens")
                ? List.of()
                : List.of(Map.of("clientId", CLIENT, "displayText", "Mail on the phone", "scopes", List.of("mail")));
    }

    List<Map<String, Object>> asps() {
        return gone("asps") ? List.of() : List.of(Map.of("codeId", CODE, "name", "Old mail program"));
    }

    /// @param what `tokens` or `asps`
    /// @return whether it was there
    boolean remove(String what, String key) {
        var there = key.equals(what.equals("tokens") ? CLIENT : Integer.toString(CODE)) && !gone(what);
        if (there) {
            person.attribute(what, GONE);
        }
        return there;
    }

    private boolean gone(String what) {
        return person.attribute(what).equals(GONE);
    }

    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", person.id());
        shown.put("primaryEmail", person.mail());
        shown.put("name", Map.of("givenName", person.first(), "familyName", person.last()));
        shown.put("suspended", !person.enabled());
        shown.put("archived", false);
        shown.put("isAdmin", admin());
        shown.put("isDelegatedAdmin", false);
        shown.put("isEnrolledIn2Sv", !person.factors().isEmpty());
        shown.put("isEnforcedIn2Sv", bound());
        shown.put("changePasswordAtNextLogin", person.mustChangePassword());
        return shown;
    }
}
