package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// What people do with the public interface.
final class People {
    private People() {}

    /// Asks for a containment of this host by hand.
    static HttpResponse<String> ask(Site site, String who, Case story, String host) throws Exception {
        var body = JsonNodeFactory.instance.objectNode().put("incident", story.number());
        var inputs = body.putObject("inputs").put("reason", "A person saw something");
        inputs.putObject("target").put("host", host).putNull("account");
        var caller = site.person(who);
        return caller.exchange(
                caller.to("/api/playbooks/contain-compromised-host/runs")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", Names.next())
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                HttpResponse.BodyHandlers.ofString());
    }

    static int read(Site site, String who, String method, String path) throws Exception {
        var caller = site.person(who);
        return caller.exchange(
                        caller.to(path).method(method, HttpRequest.BodyPublishers.noBody()),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
