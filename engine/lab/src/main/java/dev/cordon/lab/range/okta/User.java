package dev.cordon.lab.range.okta;

import dev.cordon.lab.range.company.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A person as Okta shows them. The login is the mail address.
record User(Person person) {

    String status() {
        if (!person.enabled()) {
            return "SUSPENDED";
        }
        return person.userName().startsWith("s.lindgren") ? "PASSWORD_EXPIRED" : "ACTIVE";
    }

    List<Map<String, String>> roles() {
        return person.userName().startsWith("svc-backup")
                ? List.of(Map.of("id", "ra1", "type", "SUPER_ADMIN", "status", "ACTIVE", "assignmentType", "USER"))
                : List.of();
    }

    List<Map<String, String>> factors() {
        return person.factors().stream()
                .map(factor -> Map.of(
                        "id",
                        factor.id(),
                        "factorType",
                        factor.kind().equals("push") ? "push" : "token:software:totp",
                        "provider",
                        "OKTA",
                        "status",
                        "ACTIVE"))
                .toList();
    }

    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", person.id());
        shown.put("status", status());
        shown.put("transitioningToStatus", null);
        shown.put("passwordChanged", person.passwordChangedAt());
        shown.put(
                "profile",
                Map.of(
                        "login", person.mail(),
                        "email", person.mail(),
                        "firstName", person.first(),
                        "lastName", person.last()));
        shown.put("credentials", Map.of("provider", Map.of("type", "OKTA", "name", "OKTA")));
        return shown;
    }
}
