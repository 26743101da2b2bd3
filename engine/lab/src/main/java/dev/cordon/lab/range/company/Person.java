package dev.cordon.lab.range.company;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Somebody with an account.
public final class Person extends Member {
    static final String ENABLED = "enabled";
    static final String DISABLED = "disabled";
    private static final Instant FIRST_PASSWORD = Instant.parse("2024-01-15T08:00:00Z");

    /// A second factor.
    ///
    /// @param kind `push` or `totp`
    public record Factor(String id, String kind) {}

    private final String mail;
    private final String first;
    private final String last;
    private final List<Factor> allFactors;
    private final InstantSource clock;
    private final Map<String, String> attributes = new TreeMap<>();

    private boolean enabled = true;
    private int sessions = 2;
    private @Nullable Instant revokedAt;
    private Instant passwordChangedAt = FIRST_PASSWORD;
    private boolean mustChangePassword;
    private List<Factor> factors;

    Person(
            String id,
            String userName,
            String mail,
            String first,
            String last,
            List<Factor> factors,
            InstantSource clock) {
        super(id, userName);
        this.mail = mail;
        this.first = first;
        this.last = last;
        this.allFactors = factors;
        this.factors = factors;
        this.clock = clock;
    }

    public String userName() {
        return name();
    }

    public String mail() {
        return mail;
    }

    public String first() {
        return first;
    }

    public String last() {
        return last;
    }

    public boolean enabled() {
        return locked(() -> enabled);
    }

    /// @return whether it was not so already
    public boolean enable(boolean enabled) {
        return locked(() -> {
            var news = this.enabled != enabled;
            this.enabled = enabled;
            return news;
        });
    }

    public int sessions() {
        return locked(() -> sessions);
    }

    /// @return how many ended
    public int revokeSessions() {
        return locked(() -> {
            var ended = sessions;
            sessions = 0;
            revokedAt = clock.instant();
            return ended;
        });
    }

    public Optional<Instant> revokedAt() {
        return locked(() -> Optional.ofNullable(revokedAt));
    }

    public Instant passwordChangedAt() {
        return locked(() -> passwordChangedAt);
    }

    /// A new password. The range knows none; it knows when they were changed.
    public void changePassword(boolean mustChangeAgain) {
        locked(() -> {
            passwordChangedAt = clock.instant();
            mustChangePassword = mustChangeAgain;
        });
    }

    public boolean mustChangePassword() {
        return locked(() -> mustChangePassword);
    }

    public void mustChangePassword(boolean must) {
        locked(() -> {
            mustChangePassword = must;
        });
    }

    public List<Factor> factors() {
        return locked(() -> factors);
    }

    /// @return whether it was there
    public boolean removeFactor(String id) {
        return locked(() -> {
            var left = new ArrayList<>(factors);
            var news = left.removeIf(factor -> factor.id().equals(id));
            factors = List.copyOf(left);
            return news;
        });
    }

    public void removeFactors() {
        locked(() -> {
            factors = List.of();
        });
    }

    /// What only one vendor knows of; empty when it was never set.
    public String attribute(String name) {
        return locked(() -> attributes.getOrDefault(name, ""));
    }

    /// @param value empty: away with it
    public void attribute(String name, String value) {
        locked(() -> {
            if (value.isEmpty()) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        });
    }

    @Override
    public String state() {
        return locked(() -> StateLine.of(enabled ? ENABLED : DISABLED)
                .with("sessions", sessions)
                .with("revoked", revokedAt)
                .with("password", passwordChangedAt)
                .flag("must-change", mustChangePassword)
                .with("factors", factors.stream().map(Factor::id).toList())
                .with("attribute:", attributes)
                .toString());
    }

    @Override
    public void restore(String state, Instant since) {
        var line = StateLine.parse(state);
        locked(() -> {
            enabled = line.word().equals(ENABLED);
            sessions = line.value("sessions").map(Integer::parseInt).orElse(0);
            revokedAt = line.value("revoked").map(Instant::parse).orElse(null);
            passwordChangedAt = line.value("password").map(Instant::parse).orElse(FIRST_PASSWORD);
            mustChangePassword = line.has("must-change");
            var left = line.values("factors");
            factors = allFactors.stream()
                    .filter(factor -> left.contains(factor.id()))
                    .toList();
            attributes.clear();
            attributes.putAll(line.below("attribute:"));
        });
    }

    /// `enabled`, `sessions`.
    @Override
    public void adjust(JsonNode wish) {
        locked(() -> {
            enabled = wish.path("enabled").asBoolean(enabled);
            sessions = wish.path("sessions").asInt(sessions);
        });
    }

    @Override
    public Map<String, Object> shown() {
        return locked(() -> {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("id", id());
            shown.put("name", name());
            shown.put("mail", mail);
            shown.put("enabled", enabled);
            shown.put("sessions", sessions);
            revokedAt().ifPresent(time -> shown.put("revokedAt", time));
            shown.put("passwordChangedAt", passwordChangedAt);
            shown.put("mustChangePassword", mustChangePassword);
            shown.put("factors", factors);
            shown.put("attributes", Map.copyOf(attributes));
            return shown;
        });
    }
}
