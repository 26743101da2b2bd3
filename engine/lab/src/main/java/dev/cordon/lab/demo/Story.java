package dev.cordon.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// An incident as it unfolds: each new timeline entry is told, and its place in the chain checked.
final class Story {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Caller reader;
    private final String incident;
    private final Instant since;
    private final Consumer<String> tell;
    private final Chain chain = new Chain();
    private final List<JsonNode> entries = new ArrayList<>();

    /// @param since entries recorded earlier belong to an earlier story of the same incident: checked, but not told
    Story(Caller reader, String incident, Instant since, Consumer<String> tell) {
        this.reader = reader;
        this.incident = incident;
        this.since = since;
        this.tell = tell;
    }

    Chain chain() {
        return chain;
    }

    JsonNode awaitEntry(String what, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        return await(what, () -> entries.stream().filter(wanted).findFirst());
    }

    /// The open task of this element, once it can be answered. When the run ends without it, there is no use in
    /// waiting.
    JsonNode awaitTask(String element) throws IOException, InterruptedException {
        return await("the task " + element, () -> {
            var tasks = reader.get("/api/tasks?incident=" + incident).path("items");
            var open = StreamSupport.stream(tasks.spliterator(), false)
                    .filter(task -> task.path("element").asText().equals(element))
                    .filter(task -> task.path("digest").isTextual())
                    .findFirst();
            if (open.isEmpty() && entries.stream().anyMatch(Story::runEnded)) {
                throw new Problem("The playbook ended without %s; see the lines above.".formatted(element));
            }
            return open;
        });
    }

    static boolean runEnded(JsonNode entry) {
        return entry.path("kind").asText().equals("run-ended");
    }

    /// Whether the ledger has this action as done, and seen to be so.
    boolean done(String action) {
        return outcomes(action).contains("done");
    }

    /// Whether it was refused because the product cannot do it.
    boolean unsupported(String action) {
        return outcomes(action).contains("refused:unsupported");
    }

    /// What the ledger has of this action, in order: `done`, `refused:unsupported`, ...
    List<String> outcomes(String action) {
        return entries.stream()
                .filter(entry -> entry.path("kind").asText().equals("action-settled"))
                .map(entry -> entry.path("detail"))
                .filter(detail -> detail.path("action").asText().equals(action))
                .map(detail -> detail.path("outcome"))
                .map(outcome -> outcome.path("is").asText()
                        + (outcome.path("code").isTextual()
                                ? ":" + outcome.path("code").asText()
                                : ""))
                .toList();
    }

    private JsonNode await(String what, Source source) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            read();
            var found = source.look();
            if (found.isPresent()) {
                return found.get();
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        throw new Problem("Waited %d s for %s in vain.".formatted(PATIENCE.toSeconds(), what));
    }

    private void read() throws IOException, InterruptedException {
        JsonNode page;
        do {
            page = reader.get("/api/incidents/%s/timeline?after=%d".formatted(incident, chain.length()));
            for (var entry : page.path("items")) {
                chain.add(entry);
                if (!Instant.parse(entry.path("recordedAt").asText()).isBefore(since)) {
                    entries.add(entry);
                    tell.accept(line(entry));
                }
            }
        } while (page.path("next").isTextual());
    }

    /// What an alert said is never trusted: not even to leave the terminal as it is.
    private static String line(JsonNode entry) {
        return "  %s  %-16s %s"
                .formatted(
                        entry.path("occurredAt").asText().replaceAll("^[^T]*T|\\..*|Z$", ""),
                        entry.path("actor").asText(),
                        entry.path("sentence").asText())
                .replaceAll("\\p{Cntrl}", "?");
    }

    @FunctionalInterface
    private interface Source {
        Optional<JsonNode> look() throws IOException, InterruptedException;
    }
}
