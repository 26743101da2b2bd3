package dev.cordon.lab.range;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RangeTest {
    private static final Duration PENDING = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private RangeConfig config;
    private Range range;
    private FalconClient falcon;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        config = RangeConfig.of(directory.resolve("witness.ndjson"), "secret").pending(Duration.ofMillis(100));
        open();
    }

    private void open() throws IOException, InterruptedException {
        range = Range.start(config, clock);
        falcon = new FalconClient(range);
        falcon.login();
    }

    @AfterEach
    void stop() throws IOException {
        falcon.close();
        range.close();
    }

    @Test
    void says_on_its_face_that_it_is_simulated() throws Exception {
        var face = falcon.get("/");

        assertThat(new String(face.raw().body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("simulat");
        assertThat(face.header("Server")).isEqualTo("Cordon-Range (simulated)");
        assertThat(falcon.id("WS-0142")).isNotEmpty();
        assertThat(falcon.get("/devices/entities/devices/v2").header("Server")).contains("simulated");
    }

    @Test
    void a_token_costs_the_right_secret_and_dies_on_time() throws Exception {
        assertThat(falcon.login("cordon", "wrong").status()).isEqualTo(403);
        assertThat(falcon.login("cordon", "").status()).isEqualTo(400);
        var right = falcon.login();
        assertThat(right.status()).isEqualTo(201);
        assertThat(right.header("X-Cs-Region")).isEqualTo("us-1");
        assertThat(falcon.find("").status()).isEqualTo(200);

        stop();
        config = config.tokenLife(Duration.ZERO);
        open();
        assertThat(falcon.find("").status()).isEqualTo(401);
    }

    @Test
    void finds_by_the_fields_a_connector_asks_for() throws Exception {
        var id = falcon.id("ws-0142");
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(ids("local_ip:'10.20.1.42'")).containsExactly(id);
        assertThat(ids("device_id:'" + id + "'+hostname:'WS-0142'")).containsExactly(id);
        assertThat(ids("device_id:'" + id + "'+hostname:'DC-01'")).isEmpty();
        assertThat(ids("hostname:'WS-0142',hostname:'WS-0177'")).hasSize(2);
        assertThat(ids("hostname:'WS-*'")).hasSize(2);
        assertThat(ids("hostname:'KIOSK-7'")).hasSize(2);
        assertThat(ids("hostname:'nobody'")).isEmpty();
        assertThat(ids("")).hasSize(8);
        assertThat(falcon.find("hostname:WS-0142").status()).isEqualTo(400);
        assertThat(falcon.find("nickname:'x'").status()).isEqualTo(400);
    }

    @Test
    void of_two_records_of_one_name_one_may_be_stale() throws Exception {
        var recent = clock.instant().minus(Duration.ofDays(30));
        assertThat(ids("hostname:'LAPTOP-OLD'")).hasSize(2);
        assertThat(ids("hostname:'LAPTOP-OLD'+last_seen:>'" + recent + "'")).hasSize(1);
        assertThat(ids("hostname:'KIOSK-7'+last_seen:>'" + recent + "'")).hasSize(2);
    }

    @Test
    void benchmark_machines_exist_when_asked_for() throws Exception {
        assertThat(falcon.id("bench-17")).isEqualTo(falcon.id("BENCH-17")).matches("[0-9a-f]{32}");
        // md5 of BENCH-17, in capitals
        assertThat(falcon.id("BENCH-17")).isEqualTo("5fa30cbe27ddd78cfd1a34660482b472");
    }

    @Test
    void containment_is_pending_then_so_and_a_repeat_is_409_inside_a_success() throws Exception {
        var id = falcon.id("WS-0142");

        var asked = falcon.act("contain", id);
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.resource().path("id").asText()).isEqualTo(id);
        assertThat(asked.header("X-RateLimit-Remaining")).isNotEmpty();
        assertThat(falcon.status(id)).isEqualTo("containment_pending");
        var again = falcon.act("contain", id);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("resources")).isEmpty();
        assertThat(again.error().path("code").asInt()).isEqualTo(409);
        assertThat(again.error().path("message").asText()).contains(id);

        clock.forward(PENDING);
        assertThat(falcon.status(id)).isEqualTo("contained");
        assertThat(falcon.act("contain", id).error().path("code").asInt()).isEqualTo(409);
        assertThat(falcon.act("lift_containment", id).status()).isEqualTo(202);
        assertThat(falcon.status(id)).isEqualTo("lift_containment_pending");
        clock.forward(PENDING);
        assertThat(falcon.status(id)).isEqualTo("normal");
    }

    @Test
    void a_machine_that_is_offline_stays_pending_until_it_comes_back() throws Exception {
        var id = falcon.id("WS-0142");
        falcon.post("/_range/hosts", "{\"host\":\"WS-0142\",\"offline\":true}");
        assertThat(falcon.get("/devices/entities/online-state/v1?ids=" + id)
                        .resource()
                        .path("state")
                        .asText())
                .isEqualTo("offline");
        falcon.act("contain", id);
        var other = falcon.id("DC-01");
        falcon.act("contain", other);
        clock.forward(PENDING);
        assertThat(falcon.status(other)).isEqualTo("contained");
        assertThat(falcon.status(id)).isEqualTo("containment_pending");

        falcon.post("/_range/hosts", "{\"host\":\"WS-0142\",\"offline\":false}");

        assertThat(falcon.status(id)).isEqualTo("containment_pending");
        clock.forward(PENDING);
        assertThat(falcon.status(id)).isEqualTo("contained");
    }

    @Test
    void one_answer_may_hold_success_and_failure() throws Exception {
        var id = falcon.id("WS-0142");
        var unknown = "0".repeat(32);

        var mixed = falcon.post(
                "/devices/entities/devices-actions/v2?action_name=contain",
                "{\"ids\":[\"" + id + "\",\"" + unknown + "\"]}");

        assertThat(mixed.status()).isEqualTo(202);
        assertThat(mixed.resource().path("id").asText()).isEqualTo(id);
        assertThat(mixed.error().path("code").asInt()).isEqualTo(404);
        assertThat(falcon.act("contain", unknown).status()).isEqualTo(404);
        assertThat(falcon.act("hide_host", id).status()).isEqualTo(400);
    }

    @Test
    void every_request_that_changes_something_is_one_line_refused_ones_too() throws Exception {
        var id = falcon.id("WS-0142");
        falcon.act("contain", id);
        falcon.act("contain", id);
        falcon.delete("/_range/tokens");
        falcon.act("contain", id);

        var lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().path("action").asText()).isEqualTo("action-1");
        assertThat(lines.getFirst().path("before").asText()).isEqualTo("free");
        assertThat(lines.getFirst().path("after").asText()).isEqualTo("isolating");
        assertThat(lines).extracting(line -> line.path("code").asInt()).containsExactly(202, 409, 401);
        assertThat(lines).extracting(line -> line.path("number").asInt()).containsExactly(1, 2, 3);
        assertThat(falcon.get("/_range/witness?action=action-1&target=WS-0142")
                        .json()
                        .path("items"))
                .hasSize(3);
        assertThat(falcon.get("/_range/witness?action=other").json().path("items"))
                .isEmpty();
    }

    @Test
    void the_line_is_on_the_disk_before_anyone_hears_of_it() throws Exception {
        var seen = new CopyOnWriteArrayList<Integer>();
        range.onArrival(arrival -> {
            try {
                seen.add(lines().size());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            assertThat(arrival.nanos()).isLessThanOrEqualTo(System.nanoTime());
        });

        // Often, because a listener that does not wait is sometimes late enough by chance.
        for (var i = 1; i <= 100; i++) {
            falcon.act("contain", falcon.id("BENCH-" + i));
            assertThat(lines()).hasSize(i);
        }

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void concurrent_arrivals_are_numbered_without_gaps_and_one_of_them_wins() throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 20; i++) {
            ids.add(falcon.id("BENCH-" + i));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<Object>>mapToObj(i -> () -> falcon.act("contain", ids.get(i % 20)))
                    .toList());
        }

        var lines = lines();
        assertThat(lines)
                .extracting(line -> line.path("number").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(lines).filteredOn(line -> line.path("code").asInt() == 202).hasSize(20);
        assertThat(lines)
                .filteredOn(line -> !line.path("before").equals(line.path("after")))
                .hasSize(20);
    }

    @Test
    void after_a_restart_it_still_knows_what_is_contained() throws Exception {
        var contained = falcon.id("WS-0142");
        var onDemand = falcon.id("BENCH-5");
        var lifted = falcon.id("DC-01");
        falcon.act("contain", contained);
        falcon.act("contain", onDemand);
        falcon.act("contain", lifted);
        falcon.act("lift_containment", lifted);
        stop();
        Files.writeString(config.witness(), "{\"number\":99,\"tor", java.nio.file.StandardOpenOption.APPEND);

        open();

        clock.forward(PENDING);
        assertThat(falcon.status(contained)).isEqualTo("contained");
        assertThat(falcon.status(onDemand)).isEqualTo("contained");
        assertThat(falcon.status(lifted)).isEqualTo("normal");
        falcon.act("contain", lifted);
        assertThat(range.arrivals().getLast().number()).isEqualTo(5);

        falcon.post("/_range/reset", "");
        stop();
        open();
        assertThat(falcon.status(contained)).isEqualTo("normal");
    }

    private List<String> ids(String filter) throws IOException, InterruptedException {
        return StreamSupport.stream(falcon.find(filter).json().path("resources").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private List<JsonNode> lines() throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(config.witness())) {
            lines.add(Reply.JSON.readTree(line));
        }
        return lines;
    }
}
