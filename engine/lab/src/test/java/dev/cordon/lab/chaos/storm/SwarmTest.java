package dev.cordon.lab.chaos.storm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.chaos.Sender;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.range.HttpPort;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwarmTest {
    /// When each alert came first, by its body.
    private final Map<String, Long> firsts = new ConcurrentHashMap<>();

    @Test
    void each_is_sent_until_it_is_taken_and_not_before_it_was_told_to() throws Exception {
        var early = new AtomicInteger();
        var swarm = send(request -> {
            var first = firsts.putIfAbsent(new String(request.body(), UTF_8), request.nanos());
            if (first == null) {
                return Reply.none(503).with("Retry-After", "1");
            }
            early.addAndGet(request.nanos() - first < Duration.ofMillis(990).toNanos() ? 1 : 0);
            return taken("1", false);
        });

        assertThat(early).hasValue(0);
        assertThat(swarm.taken).hasValue(60);
        assertThat(swarm.refused).hasValue(60);
        assertThat(swarm.mute).hasValue(0);
        assertThat(swarm.odd).hasValue(0);
    }

    @Test
    void a_repeat_that_is_taken_for_news_is_noticed() throws Exception {
        var swarm = send(request -> taken(Long.toString(request.nanos()), false));

        assertThat(swarm.repeats).hasValue(2);
        assertThat(swarm.unrecognised).hasValue(2);
    }

    @Test
    void a_refusal_without_a_time_and_any_other_answer_is_noticed() throws Exception {
        var swarm = send(request -> switch (firsts.merge(new String(request.body(), UTF_8), 1L, Long::sum)
                .intValue()) {
            case 1 -> Reply.none(429);
            case 2 -> Reply.none(500);
            default -> taken("1", true);
        });

        assertThat(swarm.taken).hasValue(60);
        assertThat(swarm.mute).hasValue(60);
        assertThat(swarm.odd).hasValue(60);
        assertThat(swarm.unrecognised).hasValue(0);
    }

    private static Swarm send(Function<Request, Reply> server) throws Exception {
        try (var port = new HttpPort(0, server);
                var http = HttpClient.newHttpClient()) {
            var swarm = new Swarm(new Sender(http, stack(port)));
            swarm.send(StormPlan.of(60, 3).alerts(), Duration.ofMillis(100));
            return swarm;
        }
    }

    private static Reply taken(String id, boolean duplicate) {
        return Reply.json(
                202,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("alertId", id)
                        .put("incident", "INC-2026-000001")
                        .put("duplicate", duplicate));
    }

    private static StackFile stack(HttpPort port) {
        return new StackFile(
                "http://127.0.0.1:" + port.number(),
                "",
                new StackFile.Camunda("", "", ""),
                "",
                new StackFile.Oidc("", ""),
                "",
                List.of(),
                List.of(),
                List.of(
                        new StackFile.SourceSecret("wazuh", "wazuh", "a"),
                        new StackFile.SourceSecret("splunk", "splunk", "b"),
                        new StackFile.SourceSecret("elastic", "elastic", "c")),
                new StackFile.Company("", "", List.of()),
                true,
                Running.of("supervisor", ProcessHandle.current(), Path.of("log"), "TERM"),
                List.of());
    }
}
