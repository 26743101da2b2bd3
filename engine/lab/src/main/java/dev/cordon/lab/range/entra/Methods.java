package dev.cordon.lab.range.entra;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Person;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An account's authentication methods. The password is one of them and cannot be deleted.
final class Methods {
    private static final String PASSWORD = "28c10230-6103-485e-b985-444c60001490";

    List<Map<String, Object>> of(Person person) {
        return Stream.concat(
                        Stream.of(shown("password", PASSWORD)),
                        person.factors().stream().map(factor -> shown(kind(factor), factor.id())))
                .toList();
    }

    Reply delete(Person person, String path, String id) {
        var found = person.factors().stream()
                .filter(factor -> factor.id().equals(id) && path.equals(kind(factor) + "Methods"))
                .findFirst();
        if (found.isEmpty()) {
            return Entra.problem(404, "Request_ResourceNotFound", "no such method");
        }
        if (found.get().kind().equals("push") && person.factors().size() > 1) {
            return Entra.problem(400, "Request_BadRequest", "the default method goes last");
        }
        person.removeFactor(id);
        return Reply.none(204);
    }

    private static String kind(Person.Factor factor) {
        return factor.kind().equals("push") ? "microsoftAuthenticator" : "softwareOath";
    }

    private static Map<String, Object> shown(String kind, String id) {
        return Map.of("@odata.type", "#microsoft.graph." + kind + "AuthenticationMethod", "id", id);
    }
}
