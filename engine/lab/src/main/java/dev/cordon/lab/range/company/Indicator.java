package dev.cordon.lab.range.company;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// A hash, address or name, blocked or not. Its id, for the witness, is the value itself.
public final class Indicator extends Member {
    static final String BLOCKED = "blocked";
    static final String ABSENT = "absent";

    private final String entryId;
    private final InstantSource clock;

    private boolean blocked;
    private Instant since = Instant.EPOCH;
    private Map<String, String> attributes = Map.of();

    Indicator(String value, String entryId, InstantSource clock) {
        super(value, value);
        this.entryId = entryId;
        this.clock = clock;
    }

    public String value() {
        return id();
    }

    /// The vendor's id for the entry in its list.
    public String entryId() {
        return entryId;
    }

    public boolean blocked() {
        return locked(() -> blocked);
    }

    /// Since when it is as it is.
    public Instant since() {
        return locked(() -> since);
    }

    /// What the caller said about it.
    public Map<String, String> attributes() {
        return locked(() -> attributes);
    }

    /// @return whether it was not so already; what is said about it is taken in any case
    public boolean block(Map<String, String> attributes) {
        return locked(() -> {
            this.attributes = Map.copyOf(attributes);
            return turn(true);
        });
    }

    public boolean unblock() {
        return locked(() -> {
            attributes = Map.of();
            return turn(false);
        });
    }

    private boolean turn(boolean blocked) {
        var news = this.blocked != blocked;
        if (news) {
            this.blocked = blocked;
            since = clock.instant();
        }
        return news;
    }

    @Override
    public String state() {
        return locked(() -> StateLine.of(blocked ? BLOCKED : ABSENT)
                .with("since", since)
                .with("attribute:", attributes)
                .toString());
    }

    @Override
    public void restore(String state, Instant since) {
        var line = StateLine.parse(state);
        locked(() -> {
            blocked = line.word().equals(BLOCKED);
            this.since = line.value("since").map(Instant::parse).orElse(since);
            attributes = line.below("attribute:");
        });
    }

    /// `blocked`.
    @Override
    public void adjust(JsonNode wish) {
        locked(() -> {
            turn(wish.path(BLOCKED).asBoolean(blocked));
        });
    }

    @Override
    public Map<String, Object> shown() {
        return locked(() -> {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("id", entryId);
            shown.put("value", value());
            shown.put(BLOCKED, blocked);
            shown.put("since", since);
            shown.put("attributes", attributes);
            return shown;
        });
    }
}
