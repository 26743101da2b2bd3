package dev.cordon.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.StackFile.Account;
import dev.cordon.lab.setting.ChosenVendors;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// One alert from its arrival until everything is undone again, through the public interface only. Returns when all of
/// it happened; throws a [Problem] at the first thing that did not.
public final class Containment {
    private static final String MACHINE = "WS-0142";
    private static final String PERSON = "m.keller";

    /// Who looks after the machine, and who after the account.
    public record Vendors(String edr, String idp) {}

    private final StackFile stack;
    private final HttpClient http;
    private final Vendors vendors;
    private final World world;
    private final Answers answers;
    private final Consumer<String> tell;

    public Containment(StackFile stack, HttpClient http, Vendors vendors, Answers answers, Consumer<String> tell) {
        this.stack = stack;
        this.http = http;
        this.vendors = vendors;
        this.world = new World(http, stack.range());
        this.answers = answers;
        this.tell = tell;
    }

    /// Who decides in the approver's and the responder's place.
    @FunctionalInterface
    public interface Answers {
        boolean yes(String question) throws IOException;
    }

    public void play() throws IOException, InterruptedException {
        var ravi = caller("ravi");
        var amina = caller("amina");
        var machine = world.machine(vendors.edr(), MACHINE);
        var host = machine.path("name").asText();
        var victim = victim();
        require(
                victim.getsIn(),
                victim.name()
                        + " is locked out before the story begins. Release the containment in the console first.");
        var begun = Instant.now();
        var incident = Alert.send(http, stack, machine, victim.name(), begun);
        tell.accept(
                "Wazuh reported " + host + "; this is " + incident + "  " + stack.console() + "incidents/" + incident);
        var story = new Story(ravi, incident, begun, tell);

        decide(amina, story.awaitTask("approve-containment"), "approve", "remark", "Seen in the demo");
        var review = story.awaitTask("review-containment");
        checkContained(story, ravi, incident);
        checkWorld("isolated", victim, false);

        decide(ravi, review, "release", "comment", "Reimaged, password changed");
        story.awaitEntry("the end of the playbook", Story::runEnded);
        checkReleased(story, ravi, incident);
        checkWorld("free", victim, true);
        tell.accept("The timeline's %d entries form one unbroken chain; its head is %s"
                .formatted(story.chain().length(), story.chain().head()));
    }

    private void decide(Caller who, JsonNode line, String decision, String noteField, String note)
            throws IOException, InterruptedException {
        var task = who.get("/api/tasks/" + line.path("id").asText());
        var request = task.path("request");
        tell.accept("");
        tell.accept(request.path("title").asText() + " - for " + who.name());
        request.path("actions")
                .forEach(action -> tell.accept(
                        "    %-8s %s".formatted(decision.equals("release") ? "was done" : "will do", action.asText())));
        request.path("targets")
                .forEach(target -> tell.accept("    to       %s %s (%s %s)"
                        .formatted(
                                target.path("kind").asText(target.path("is").asText()),
                                target.path("name").asText(),
                                target.path("vendor").asText(),
                                target.path("id").asText())));
        if (!answers.yes("%s: %s?".formatted(who.name(), decision))) {
            throw new Problem("Nobody decided. The task waits in the console: " + stack.console());
        }
        var nodes = JsonNodeFactory.instance;
        var values = nodes.objectNode().put("decision", decision).put(noteField, note);
        var body = nodes.objectNode().put("digest", task.path("digest").asText());
        body.set("values", values);
        who.post("/api/tasks/%s/completion".formatted(line.path("id").asText()), body);
        tell.accept("");
    }

    private void checkContained(Story story, Caller reader, String incident) throws IOException, InterruptedException {
        for (var action : List.of("host.isolate", "artifact.collect", "account.disable")) {
            require(story.done(action), action + " is not done, and seen to be so.");
        }
        var revoked = story.done("sessions.revoke");
        require(revoked || story.unsupported("sessions.revoke"), "sessions.revoke is not done, and seen to be so.");
        if (!revoked) {
            tell.accept("%s cannot end sessions; the timeline says so.".formatted(vendors.idp()));
        }
        var evidence =
                reader.get("/api/incidents/%s/evidence".formatted(incident)).path("items");
        require(!evidence.isEmpty(), "No evidence was kept.");
        evidence.forEach(item -> tell.accept("Evidence kept: %s, %d bytes, SHA-256 %s"
                .formatted(
                        item.path("name").asText(),
                        item.path("size").asLong(),
                        item.path("sha256").asText())));
    }

    private void checkReleased(Story story, Caller reader, String incident) throws IOException, InterruptedException {
        for (var action : List.of("host.release", "account.enable")) {
            require(story.done(action), action + " is not done, and seen to be so.");
        }
        var held = reader.get("/api/containments?incident=" + incident).path("items");
        require(held.isEmpty(), "The register still holds " + held);
    }

    /// Past everything that was said to have been done.
    private void checkWorld(String wanted, Victim victim, boolean in) throws IOException, InterruptedException {
        var machine = world.machine(vendors.edr(), MACHINE);
        var line = "The simulated %s itself says that %s is %s."
                .formatted(
                        vendors.edr(),
                        machine.path("name").asText(),
                        machine.path("state").asText());
        require(machine.path("state").asText().equals(wanted), line);
        tell.accept(line);
        require(victim.getsIn() == in, victim.name() + (in ? " still does not get in." : " still gets in."));
        tell.accept(victim.seen(in));
    }

    private Victim victim() throws IOException, InterruptedException {
        if (vendors.idp().equals(ChosenVendors.KEYCLOAK)) {
            var company = stack.company();
            return new Victim.OfKeycloak(
                    new Login(http, company.issuer(), company.clientId(), account(company.accounts(), PERSON)));
        }
        return new Victim.OfTheRange(
                world,
                vendors.idp(),
                PERSON,
                world.person(vendors.idp(), PERSON).path("name").asText());
    }

    private Caller caller(String name) {
        var oidc = stack.oidc();
        return new Caller(
                stack.server(), new Login(http, oidc.issuer(), oidc.clientId(), account(stack.accounts(), name)));
    }

    private static Account account(List<Account> accounts, String name) {
        return accounts.stream()
                .filter(account -> account.username().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem("This stack has no account named " + name));
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new Problem(otherwise);
        }
    }
}
