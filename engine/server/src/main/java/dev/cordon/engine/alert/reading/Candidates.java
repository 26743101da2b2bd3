package dev.cordon.engine.alert.reading;

import dev.cordon.engine.alert.Alert.Asset.Kind;
import dev.cordon.engine.alert.Alert.Asset.Role;
import dev.cordon.engine.alert.AlertBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The hosts, or the accounts, that an alert names in different roles, and which one of them it is about.
public final class Candidates {
    /// Whom it was done to, before who suffers from it, before who did it. `OTHER` is never what it is about.
    private static final List<Role> PREFERRED = List.of(Role.TARGET, Role.AFFECTED, Role.ACTOR);

    private record Candidate(String name, Role role) {}

    private final Kind kind;
    private final Map<String, Candidate> found = new LinkedHashMap<>();
    private @Nullable String about;

    public Candidates(Kind kind) {
        this.kind = kind;
    }

    /// The same name in two roles keeps the preferred one.
    public void add(@Nullable String name, Role role) {
        if (name != null) {
            found.merge(
                    name.toLowerCase(Locale.ROOT),
                    new Candidate(name, role),
                    (old, now) -> rank(now) < rank(old) ? now : old);
        }
    }

    public void add(List<String> names, Role role) {
        names.forEach(name -> add(name, role));
    }

    /// The source itself says which one.
    public void about(@Nullable String name) {
        about = name;
    }

    public void into(AlertBuilder alert, AlertFields fields) {
        var one = about != null ? new Candidate(about, Role.AFFECTED) : only(fields);
        if (one != null && kind == Kind.HOST) {
            alert.host(one.name(), one.role());
        } else if (one != null) {
            alert.account(one.name(), one.role());
        }
        found.values().forEach(other -> alert.asset(kind, other.name(), other.role()));
    }

    private @Nullable Candidate only(AlertFields fields) {
        for (var role : PREFERRED) {
            var those = found.values().stream()
                    .filter(candidate -> candidate.role() == role)
                    .toList();
            if (those.size() == 1) {
                return those.getFirst();
            }
            if (!those.isEmpty()) {
                fields.note(kind.name().toLowerCase(Locale.ROOT) + ": several named, none taken");
                return null;
            }
        }
        return null;
    }

    private static int rank(Candidate candidate) {
        var rank = PREFERRED.indexOf(candidate.role());
        return rank < 0 ? PREFERRED.size() : rank;
    }
}
