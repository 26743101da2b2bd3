package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.chaos.fuzz.Outcome.End;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// Compares each answer with what was expected.
final class Judge {
    private static final Set<Integer> DOCUMENTED =
            Set.of(202, 207, 400, 401, 403, 404, 405, 406, 408, 413, 414, 415, 417, 429, 431, 503);
    private static final Pattern KEPT = Pattern.compile("kept as rejected alert ([0-9a-f-]{36})$");

    private final Flaws flaws;
    private final Ledger ledger;
    private final Tally tally;

    Judge(Flaws flaws, Ledger ledger, Tally tally) {
        this.flaws = flaws;
        this.ledger = ledger;
        this.tally = tally;
    }

    void see(Shot shot, Outcome outcome) {
        ledger.sent(shot);
        tally.count(shot, outcome);
        if (outcome.end() == End.HUNG) {
            add(Flaw.HUNG, shot, "after %d answers".formatted(outcome.answers().size()));
        }
        if (outcome.end() == End.CLOSED && shot.expected() != Expectation.UNHEARD) {
            add(
                    Flaw.UNANSWERED,
                    shot,
                    "after %d answers".formatted(outcome.answers().size()));
        }
        if (outcome.end() != End.ANSWERED || shot.expected() == Expectation.UNHEARD) {
            ledger.unknown(shot);
        }
        for (var i = 0; i < outcome.answers().size(); i++) {
            judge(shot, outcome.answers().get(i), i == 0);
        }
    }

    private void judge(Shot shot, Answer answer, boolean first) {
        var status = answer.status();
        var busy = status == 429 || status == 503;
        if (status >= 500 && !busy) {
            add(Flaw.ANSWERED_5XX, shot, text(answer));
            ledger.unknown(shot);
            return;
        }
        if (!DOCUMENTED.contains(status) && shot.expected() != Expectation.UNHEARD) {
            add(Flaw.UNDOCUMENTED_STATUS, shot, text(answer));
        }
        if (status >= 400 && !answer.isProblem() && !isBare(shot, answer)) {
            add(Flaw.SHAPELESS_REFUSAL, shot, text(answer));
        }
        if (busy) {
            if (!answer.header("retry-after").matches("[1-9]\\d{0,5}")) {
                add(Flaw.BUSY_WITHOUT_RETRY_AFTER, shot, text(answer));
            }
            ledger.unknown(shot);
            return;
        }
        if (shot.expected() == Expectation.TAKEN && status != 202) {
            add(Flaw.VALID_REFUSED, shot, text(answer));
        }
        if (shot.expected() == Expectation.REFUSED && status < 300 && !nothingTaken(answer)) {
            add(Flaw.INVALID_TAKEN, shot, text(answer));
        }
        note(shot, answer, first);
    }

    /// A batch of which every element was refused.
    private static boolean nothingTaken(Answer answer) {
        var items = answer.json().path("items");
        return !items.isEmpty()
                && items.valueStream().noneMatch(item -> item.path("status").asInt() == 202);
    }

    /// Who does not speak HTTP is answered by the layer that found it out, which knows of no documents.
    private static boolean isBare(Shot shot, Answer answer) {
        return shot.expected() == Expectation.UNHEARD && answer.body().length == 0;
    }

    private void note(Shot shot, Answer answer, boolean first) {
        var said = answer.json();
        if (said.path("items").isArray()) {
            said.path("items").forEach(item -> item(shot, item, Optional.empty(), first));
        } else if (answer.status() == 202) {
            item(shot, said, Optional.of(Digest.of(shot.body())), first);
        } else {
            var kept = KEPT.matcher(said.path("detail").asText());
            if (kept.find()) {
                ledger.rejected(
                        UUID.fromString(kept.group(1)),
                        shot.expected() == Expectation.UNHEARD
                                ? Optional.empty()
                                : Optional.of(Digest.of(shot.body())));
            }
        }
    }

    private void item(Shot shot, JsonNode item, Optional<Digest> digest, boolean first) {
        try {
            var id = UUID.fromString(item.path("alertId").asText());
            if (item.path("status").asInt(202) != 202) {
                ledger.rejected(id, Optional.empty());
                return;
            }
            var duplicate = item.path("duplicate").asBoolean();
            ledger.taken(id, duplicate || shot.expected() == Expectation.UNHEARD ? Optional.empty() : digest);
            if (duplicate && first && shot.expected() == Expectation.TAKEN) {
                add(Flaw.VALID_TAKEN_FOR_A_REPEAT, shot, "of alert " + id);
            }
        } catch (IllegalArgumentException e) {
            add(Flaw.LOST, shot, "the answer names no alert: " + item);
        }
    }

    private void add(Flaw flaw, Shot shot, String what) {
        flaws.add(
                flaw,
                "payload %d (%s): %s".formatted(shot.number(), shot.mutation().words(), what));
    }

    private static String text(Answer answer) {
        var body = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        return answer.status() + " " + body.substring(0, Math.min(300, body.length()));
    }
}
