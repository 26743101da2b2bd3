package dev.cordon.connectors.vendor.qradar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.AlertClosing;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.VerdictWords;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Closes one offense. There is no way back: an offense that is closed cannot be opened again through the API.
final class OffenseClosing implements AlertClosing {
    static final String REASONS = "/api/siem/offense_closing_reasons";
    private static final Pattern ID = Pattern.compile("[0-9]{1,10}");
    /// A filter is QRadar's own language: what goes into it is an operator's text, without a quote.
    private static final Pattern REASON = Pattern.compile("[^\"\\\\\\p{Cntrl}]{1,60}");
    /// The newest notes among which an earlier one of ours is looked for.
    private static final int NOTES = 100;

    private final Console console;
    private final VerdictWords words;

    OffenseClosing(Console console, VerdictWords words) {
        this.console = console;
        this.words = words;
    }

    @Override
    public Effect closing(Target.SourceAlert alert, Closing closing) {
        if (!ID.matcher(alert.id()).matches()) {
            throw new VendorException.Refused("target-not-found", "this is no id of an offense");
        }
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return state(console.http().read(Call.get(path(alert) + "?fields=id,status"), Offense.class), alert);
            }

            @Override
            public String ask(Ask ask) {
                return close(alert, closing, ask);
            }
        };
    }

    private static Look.State state(Offense offense, Target.SourceAlert alert) {
        if (!alert.id().equals(String.valueOf(offense.id()))) {
            throw new VendorException.Unavailable("unreadable answer: another offense than the one asked for");
        }
        return switch (offense.status()) {
            case "CLOSED" -> Look.State.CONTAINED;
            case "OPEN", "HIDDEN" -> Look.State.FREE;
            default -> throw new VendorException.Unavailable("unreadable answer: an unknown status");
        };
    }

    /// The note comes first: where it is not known whether a closed offense still takes one. It is true either way.
    private String close(Target.SourceAlert alert, Closing closing, Ask ask) {
        var reason = reason(closing.verdict());
        note(alert, closing.note(ask), Closing.mark(ask), ask);
        var change = new LinkedHashMap<String, String>();
        change.put("status", "CLOSED");
        change.put("closing_reason_id", Long.toString(reason.id()));
        change.put("fields", "id,status");
        console.http().write(Call.post(path(alert)).query(change), ask, JsonNode.class);
        return "closed as " + reason.text();
    }

    /// Notes are only ever added, so one that was sent before and not answered must be found.
    private void note(Target.SourceAlert alert, String text, String mark, Ask ask) {
        var notes = path(alert) + "/notes";
        var newest = Console.range(Call.get(notes + "?fields=note_text"), 0, NOTES - 1);
        for (var note : console.http().read(newest, Note[].class)) {
            if (note.note_text().contains(mark)) {
                return;
            }
        }
        console.http().write(Call.post(notes).query(Map.of("note_text", text, "fields", "id")), ask);
    }

    private Reason reason(Verdict verdict) {
        var text = words.wordFor(verdict)
                .or(() -> delivered(verdict))
                .filter(word -> REASON.matcher(word).matches())
                .orElseThrow(() -> new VendorException.Refused(
                        "no-closing-reason", "no closing reason is set for the verdict " + verdict.value()));
        var call = Call.get(REASONS).query(Map.of("filter", "text=\"%s\"".formatted(text), "fields", "id,text"));
        return Stream.of(console.http().read(call, Reason[].class))
                .filter(reason -> text.equals(reason.text()))
                .findFirst()
                .orElseThrow(() -> new VendorException.Refused(
                        "no-closing-reason", "this console has no closing reason as set for " + verdict.value()));
    }

    /// The three that every console is delivered with say nothing of what is merely suspected.
    private static Optional<String> delivered(Verdict verdict) {
        return switch (verdict) {
            case FALSE_POSITIVE -> Optional.of("False-Positive, Tuned");
            case BENIGN, TEST, DUPLICATE -> Optional.of("Non-Issue");
            case TRUE_POSITIVE -> Optional.of("Policy Violation");
            case SUSPICIOUS, INSUFFICIENT_DATA -> Optional.empty();
        };
    }

    private static String path(Target.SourceAlert alert) {
        return Console.OFFENSES + "/" + alert.id();
    }

    record Offense(Long id, String status) {
        Offense {
            if (id == null || status == null) {
                throw new IllegalArgumentException("no offense");
            }
        }
    }

    record Reason(Long id, String text) {
        Reason {
            if (id == null || text == null) {
                throw new IllegalArgumentException("no closing reason");
            }
        }
    }

    record Note(String note_text) {
        Note {
            note_text = note_text == null ? "" : note_text;
        }
    }
}
