package dev.cordon.lab.setting;

import java.util.List;

/// The people of the demo: who works with Cordon, and who works at the company it protects.
public record Person(String username, String first, String last, List<String> roles) {

    public static List<Person> responseTeam() {
        return List.of(
                new Person("vera", "Vera", "Moreau", List.of("viewer")),
                new Person("ravi", "Ravi", "Iyer", List.of("viewer", "responder")),
                new Person("amina", "Amina", "Haddad", List.of("viewer", "approver")),
                new Person("rosa", "Rosa", "Bianchi", List.of("viewer", "responder", "approver")),
                new Person("otto", "Otto", "Brandt", List.of("viewer", "responder", "author", "admin")));
    }

    public static List<Person> company() {
        return List.of(
                new Person("m.keller", "Mara", "Keller", List.of()),
                new Person("j.okafor", "Jude", "Okafor", List.of()),
                new Person("s.lindgren", "Sven", "Lindgren", List.of()),
                new Person("svc-backup", "Backup", "Service", List.of()));
    }

    public String secretName(String realm) {
        return realm + "." + username;
    }
}
