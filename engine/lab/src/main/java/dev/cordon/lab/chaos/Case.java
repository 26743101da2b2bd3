package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.demo.Chain;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One incident, seen and handled from outside.
public final class Case {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String NOTE = "as the test wants it";

    private final Site site;
    private final String number;

    public Case(Site site, String number) {
        this.site = site;
        this.number = number;
    }

    public String number() {
        return number;
    }

    /// Every entry from the first on. Throws when one is missing or not what was written.
    public List<JsonNode> timeline() throws IOException, InterruptedException {
        var chain = new Chain();
        var entries = new ArrayList<JsonNode>();
        JsonNode page;
        do {
            page = vera("/api/incidents/%s/timeline?after=%d&limit=200".formatted(number, chain.length()));
            for (var entry : page.path("items")) {
                chain.add(entry);
                entries.add(entry);
            }
        } while (page.path("next").isTextual());
        return entries;
    }

    public List<JsonNode> entries(String kind) throws IOException, InterruptedException {
        return timeline().stream()
                .filter(entry -> entry.path("kind").asText().equals(kind))
                .toList();
    }

    public List<JsonNode> runs() throws IOException, InterruptedException {
        return items("/api/runs?incident=" + number);
    }

    public List<JsonNode> actions() throws IOException, InterruptedException {
        return items("/api/actions?incident=" + number);
    }

    /// What this incident holds contained now.
    public List<JsonNode> held() throws IOException, InterruptedException {
        return items("/api/containments?incident=" + number);
    }

    /// The open task of this element, once it shows what is decided about.
    public JsonNode task(String element) throws InterruptedException {
        var line = await(
                "the task " + element,
                () -> items("/api/tasks?incident=" + number).stream()
                        .filter(task -> task.path("element").asText().equals(element))
                        .filter(task -> task.path("digest").isTextual())
                        .findFirst());
        return await(
                "the task's details",
                () -> Optional.of(vera("/api/tasks/" + line.path("id").asText())));
    }

    /// What the server answers to this decision, whatever it is.
    public HttpResponse<String> decide(String who, JsonNode task, String digest, String decision)
            throws IOException, InterruptedException {
        var values = JsonNodeFactory.instance.objectNode().put("decision", decision);
        if (!decision.equals("approve")) {
            values.put("comment", NOTE);
        }
        return answer(who, task, digest, values);
    }

    /// Waits for the task and decides it. Asked again while there is no answer: the second then finds it decided.
    public void decide(String who, String element, String decision) throws InterruptedException {
        var task = task(element);
        insist(who, element, () -> decide(who, task, task.path("digest").asText(), decision));
    }

    /// Waits for the task that asks which one is meant, and says so.
    public void pick(String who, String element, String pick) throws InterruptedException {
        var task = task(element);
        var values = JsonNodeFactory.instance.objectNode().put("pick", pick);
        insist(who, element, () -> answer(who, task, task.path("digest").asText(), values));
    }

    /// Waits for a task that asks for no decision, and says that it was seen to.
    public void acknowledge(String who, String element) throws InterruptedException {
        var task = task(element);
        var values = JsonNodeFactory.instance.objectNode().put("comment", NOTE);
        insist(who, element, () -> answer(who, task, task.path("digest").asText(), values));
    }

    @FunctionalInterface
    private interface Answering {
        HttpResponse<String> once() throws IOException, InterruptedException;
    }

    private void insist(String who, String element, Answering answering) throws InterruptedException {
        await(who + " to answer " + element, () -> {
            var response = answering.once();
            return switch (response.statusCode()) {
                case 200, 409 -> Optional.of(true);
                default -> throw new Problem("%d %s".formatted(response.statusCode(), response.body()));
            };
        });
    }

    private HttpResponse<String> answer(String who, JsonNode task, String digest, JsonNode values)
            throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("digest", digest);
        body.set("values", values);
        var caller = site.person(who);
        return caller.exchange(
                caller.to("/api/tasks/%s/completion".formatted(task.path("id").asText()))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                HttpResponse.BodyHandlers.ofString());
    }

    /// The one run of this incident, when it is over.
    public JsonNode ended() throws InterruptedException {
        return await(
                "the run to end",
                () -> runs().stream()
                        .filter(run -> run.path("endedAt").isTextual())
                        .findFirst());
    }

    public <T> T await(String what, Patience.Question<T> question) throws InterruptedException {
        try {
            return Patience.await(what, LIMIT, question);
        } catch (Problem e) {
            throw new Problem("%s: %s%n%s%n%s".formatted(number, e.getMessage(), story(), site.logs()), e);
        }
    }

    /// The last lines, for a failure that has to be understood.
    public String story() {
        try {
            var lines = timeline();
            var text = new StringBuilder();
            lines.subList(Math.max(0, lines.size() - 25), lines.size())
                    .forEach(entry -> text.append("  %s %s %s%n"
                            .formatted(
                                    entry.path("recordedAt").asText(),
                                    entry.path("actor").asText(),
                                    entry.path("sentence").asText())));
            return text.toString();
        } catch (IOException | Problem e) {
            return "  its timeline cannot be read: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "  interrupted";
        }
    }

    private List<JsonNode> items(String path) throws IOException, InterruptedException {
        var found = new ArrayList<JsonNode>();
        vera(path).path("items").forEach(found::add);
        return found;
    }

    private JsonNode vera(String path) throws IOException, InterruptedException {
        return site.person("vera").get(path);
    }
}
