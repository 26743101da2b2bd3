package dev.cordon.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
    @TempDir
    Path directory = Path.of("");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Range range;
    private World world;

    @BeforeEach
    void start() throws IOException {
        range = Range.start(RangeConfig.of(directory.resolve("witness.ndjson"), "secret"));
        world = new World(http, range.url().toString());
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    @Test
    void finds_a_machine_and_a_person_by_what_people_call_them_at_every_vendor() throws Exception {
        assertThat(world.machine("crowdstrike", "WS-0142").path("name").asText())
                .isEqualTo("WS-0142");
        assertThat(world.machine("example-cloud", "WS-0142").path("name").asText())
                .isEqualTo("EXA-WS-0142");
        assertThat(world.person("example-cloud", "m.keller").path("name").asText())
                .isEqualTo("m.keller.exa");
    }

    @Test
    void says_who_does_not_look_after_such_things() {
        assertThatThrownBy(() -> world.person("crowdstrike", "m.keller"))
                .isInstanceOf(Problem.class)
                .hasMessage("The range plays no account m.keller of crowdstrike.");
    }

    @Test
    void a_victim_gets_in_while_the_vendor_has_the_account_enabled() throws Exception {
        var victim = new Victim.OfTheRange(world, "example-cloud", "m.keller", "m.keller.exa");
        assertThat(victim.getsIn()).isTrue();

        http.send(
                HttpRequest.newBuilder(URI.create(range.url() + "/_range/people"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"person\":\"m.keller.exa\",\"enabled\":false}"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(victim.getsIn()).isFalse();
    }
}
