package dev.cordon.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.recorder.FakeServer.Mood;
import dev.cordon.recorder.FakeServer.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RecorderTest {
    private static final String SECRET = "canary-7c1f";
    private static final Limits QUICK = limits(Duration.ofMillis(50));

    private FakeServer server;
    private FakeBroker broker;
    private Recorder recorder;

    @BeforeEach
    void open() throws IOException {
        server = new FakeServer();
        broker = new FakeBroker(Map.of("url", server.url() + "/", "secret", SECRET));
        recorder = opened(QUICK);
    }

    @AfterEach
    void close() {
        recorder.close();
        server.close();
        assertThat(broker.log.lines).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void sends_batches_in_order_as_the_user_recorder_and_acknowledges_the_last() {
        export(1, 40);

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 40);
        assertThat(server.stored()).containsExactlyElementsOf(lines(1, 40));
        assertThat(server.requests).allSatisfy(request -> {
            assertThat(request.lines()).hasSizeLessThanOrEqualTo(10);
            assertThat(request.contentType()).isEqualTo("application/x-ndjson");
            // echo -n recorder:canary-7c1f | base64
            assertThat(request.authorization()).isEqualTo("Basic cmVjb3JkZXI6Y2FuYXJ5LTdjMWY=");
        });
    }

    @Test
    void a_record_larger_than_a_batch_travels_alone() {
        recorder.export(FakeRecord.wanted(1));
        recorder.export(FakeRecord.wanted(2, 5_000));
        recorder.export(FakeRecord.wanted(3));

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 3);
        assertThat(server.stored()).hasSize(3);
        assertThat(server.requests)
                .filteredOn(request -> request.lines().stream().anyMatch(line -> line.length() > 5_000))
                .allSatisfy(request -> assertThat(request.lines()).hasSize(1));
    }

    @Test
    void a_record_larger_than_the_whole_buffer_still_gets_through() {
        recorder.export(FakeRecord.wanted(1, 50_000));

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 1);
    }

    @Test
    void whatever_the_server_answers_the_same_batch_is_sent_again_and_nothing_overtakes_it() {
        var never = new CountDownLatch(1);
        server.moods.addAll(List.of(
                Mood.status(500),
                Mood.status(503),
                Mood.status(401),
                Mood.status(302),
                Mood.status(204),
                Mood.body("<html>Welcome</html>"),
                Mood.hanging(never)));

        export(1, 40);

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 40);
        never.countDown();
        assertThat(server.stored()).containsExactlyElementsOf(lines(1, 40));
        var first = withRecords().getFirst().lines();
        assertThat(withRecords().subList(0, 8))
                .allSatisfy(request -> assertThat(request.lines()).isEqualTo(first));
    }

    @Test
    void a_server_that_is_away_loses_nothing_and_is_complained_about_once() throws IOException {
        server.down();
        export(1, 30);
        Await.until("noticed", () -> !broker.log.lines(Level.WARN).isEmpty());
        assertThat(broker.acknowledged).isEmpty();

        server.up();

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 30);
        assertThat(server.stored()).containsExactlyElementsOf(lines(1, 30));
        assertThat(broker.log.lines(Level.WARN)).hasSize(1);
        Await.until("said that it is over", () -> broker.log.lines.getLast().contains("stores again"));
    }

    @Test
    void a_full_buffer_refuses_the_record_until_there_is_room_and_takes_it_the_next_time() throws IOException {
        server.down();
        export(1, 50);

        assertThatThrownBy(() -> recorder.export(FakeRecord.wanted(51))).isInstanceOf(BufferFull.class);
        assertThatThrownBy(() -> recorder.export(FakeRecord.wanted(51))).isInstanceOf(BufferFull.class);

        server.up();
        Await.until("stored", () -> broker.getLastExportedRecordPosition() == 50);
        recorder.export(FakeRecord.wanted(51));
        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 51);
        assertThat(server.stored()).containsExactlyElementsOf(lines(1, 51));
    }

    @Test
    void a_full_buffer_waits_a_moment_for_room() {
        recorder.close();
        recorder = opened(limits(Duration.ofSeconds(10)));

        export(1, 500);

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 500);
        assertThat(server.stored()).containsExactlyElementsOf(lines(1, 500));
    }

    @Test
    void an_idle_recorder_sends_heartbeats_without_lag() {
        Await.until("three heartbeats", () -> server.requests.size() >= 3);

        assertThat(server.requests).allSatisfy(request -> {
            assertThat(request.heartbeat()).isTrue();
            assertThat(request.lagMillis()).isZero();
        });
        assertThat(broker.acknowledged).isEmpty();
    }

    @Test
    void says_how_far_behind_it_is() {
        server.moods.add(Mood.status(500));
        var old = new FakeRecord(
                1,
                System.currentTimeMillis() - 60_000,
                io.camunda.zeebe.protocol.record.RecordType.EVENT,
                io.camunda.zeebe.protocol.record.ValueType.TIMER,
                io.camunda.zeebe.protocol.record.intent.TimerIntent.CREATED,
                FakeRecord.timer(),
                0);
        recorder.export(old);

        Await.until("stored", () -> server.stored().size() == 1);
        assertThat(withRecords())
                .allSatisfy(request -> assertThat(request.lagMillis()).isBetween(60_000L, 70_000L));
        var before = server.requests.size();
        Await.until("heartbeat", () -> server.requests.size() > before);
        assertThat(server.requests.getLast().lagMillis()).isZero();
    }

    @Test
    void positions_of_unwanted_records_are_acknowledged_when_nothing_waits_before_them() {
        recorder.export(FakeRecord.unwanted(1));
        recorder.export(FakeRecord.unwanted(2));

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 2);
        assertThat(withRecords()).isEmpty();
    }

    @Test
    void positions_of_unwanted_records_wait_for_the_wanted_one_before_them() throws IOException {
        server.down();
        recorder.export(FakeRecord.unwanted(1));
        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 1);
        recorder.export(FakeRecord.wanted(2));
        recorder.export(FakeRecord.unwanted(3));
        Await.until("noticed", () -> !broker.log.lines(Level.WARN).isEmpty());
        assertThat(broker.getLastExportedRecordPosition()).isEqualTo(1);

        server.up();

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 3);
        assertThat(server.stored()).containsExactlyElementsOf(lines(2, 2));
    }

    @Test
    void closing_during_an_outage_acknowledges_nothing_and_ends_the_thread() {
        server.down();
        export(1, 10);
        Await.until("noticed", () -> !broker.log.lines(Level.WARN).isEmpty());

        recorder.close();

        assertThat(broker.acknowledged).isEmpty();
        assertThat(senders()).isEmpty();
    }

    @Test
    void closing_in_the_middle_of_a_request_does_not_wait_for_the_answer() {
        var never = new CountDownLatch(1);
        server.moods.add(Mood.hanging(never));
        export(1, 1);
        Await.until("asked", () -> !withRecords().isEmpty());

        recorder.close();
        never.countDown();

        assertThat(senders()).isEmpty();
        assertThat(broker.acknowledged).isEmpty();
    }

    @Test
    void after_a_restart_the_broker_repeats_from_the_acknowledged_position() {
        export(1, 20);
        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 20);
        recorder.close();

        recorder = opened(QUICK);
        export(21, 30);

        Await.until("acknowledged", () -> broker.getLastExportedRecordPosition() == 30);
        assertThat(server.stored()).containsExactlyElementsOf(lines(1, 30));
    }

    private Recorder opened(Limits limits) {
        var recorder = new Recorder(limits);
        recorder.configure(broker);
        recorder.open(broker);
        return recorder;
    }

    private static Limits limits(Duration patience) {
        return new Limits(
                50,
                10_000,
                10,
                1_000,
                Duration.ofMillis(2),
                Duration.ofMillis(100),
                patience,
                Duration.ofMillis(500),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofSeconds(30));
    }

    private void export(long first, long last) {
        LongStream.rangeClosed(first, last).mapToObj(FakeRecord::wanted).forEach(recorder::export);
    }

    private static List<String> lines(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(position -> FakeRecord.wanted(position).toJson())
                .toList();
    }

    private List<Request> withRecords() {
        return server.requests.stream().filter(request -> !request.heartbeat()).toList();
    }

    private static List<Thread> senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cordon-recorder-"))
                .toList();
    }
}
