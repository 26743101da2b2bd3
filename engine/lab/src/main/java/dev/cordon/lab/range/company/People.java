package dev.cordon.lab.range.company;

import dev.cordon.lab.range.Ground;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/// One vendor's accounts, also found by mail address.
public final class People extends Register<Person> {
    private final String code;
    private final UnaryOperator<String> id;
    private final Ground ground;

    /// @param code behind every user name: `m.keller.okta`; small letters are made of it
    /// @param id the vendor's id for a seed
    public People(String code, UnaryOperator<String> id, Ground ground) {
        super(Set.of(Person.ENABLED, Person.DISABLED));
        this.code = code.toLowerCase(Locale.ROOT);
        this.id = id;
        this.ground = ground;
        reset();
    }

    @Override
    Collection<Person> first() {
        return List.of(
                person("m.keller", "Mara", "Keller"),
                person("j.okafor", "Jude", "Okafor"),
                person("s.lindgren", "Sven", "Lindgren"),
                person("svc-backup", "Backup", "Service"));
    }

    @Override
    Collection<String> otherNames(Person person) {
        return List.of(person.mail());
    }

    private Person person(String name, String first, String last) {
        var userName = name + "." + code;
        return new Person(
                id.apply(userName),
                userName,
                userName + "@acme.example",
                first,
                last,
                List.of(
                        new Person.Factor(id.apply(userName + " push"), "push"),
                        new Person.Factor(id.apply(userName + " totp"), "totp")),
                ground.clock());
    }
}
