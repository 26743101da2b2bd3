package dev.cordon.lab.chaos.fuzz;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.chaos.fuzz.Outcome.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each thing that the server must not do is done once, and must be counted.
class PlantedFlawTest {
    private static final UUID ID = UUID.fromString("0193c1a0-0000-7000-8000-000000000001");
    private static final String TAKEN = "{\"alertId\":\"%s\",\"incident\":\"INC-1\",\"duplicate\":false}".formatted(ID);

    private final Flaws flaws = new Flaws();
    private final Ledger ledger = new Ledger(flaws);
    private final Judge judge = new Judge(flaws, ledger, new Tally());
    private final Stored stored = new Stored();

    @Test
    void finds_nothing_where_everything_is_right() throws Exception {
        see(Expectation.TAKEN, 202, TAKEN);
        see(
                Expectation.REFUSED,
                400,
                problem(400, "no; kept as rejected alert " + ID.toString().replace('1', '2')));
        see(Expectation.REFUSED, 413, problem(413, "too large"));
        see(Expectation.OPEN, 415, problem(415, "other"));
        see(Expectation.UNHEARD, 400, "");
        stored.rows.add(new Witness.Row(ID, true, Digest.of(body()), false, true));
        stored.rows.add(new Witness.Row(
                UUID.fromString(ID.toString().replace('1', '2')), false, Digest.of(body()), true, true));
        ledger.compare(stored.rows, stored);

        assertThat(flaws.none()).as(flaws.table()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TAKEN, 500, ANSWERED_5XX",
        "UNHEARD, 500, ANSWERED_5XX",
        "OPEN, 302, UNDOCUMENTED_STATUS",
        "OPEN, 418, UNDOCUMENTED_STATUS",
        "TAKEN, 400, VALID_REFUSED",
        "TAKEN, 207, VALID_REFUSED",
        "REFUSED, 202, INVALID_TAKEN",
        "TAKEN, 503, BUSY_WITHOUT_RETRY_AFTER",
        "REFUSED, 429, BUSY_WITHOUT_RETRY_AFTER"
    })
    void a_wrong_status_is_counted(Expectation expected, int status, Flaw flaw) {
        see(expected, status, status < 300 ? TAKEN : problem(status, ""));

        assertThat(flaws.of(flaw)).as(flaws.table()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'<html>'",
        "''",
        "'{\"type\":\"t\",\"title\":\"T\",\"status\":409}'",
        "'{\"title\":\"T\",\"status\":400}'"
    })
    void a_refusal_that_is_no_problem_document_is_counted(String text) {
        see(Expectation.REFUSED, 400, text);

        assertThat(flaws.of(Flaw.SHAPELESS_REFUSAL)).isEqualTo(1);
    }

    @Test
    void a_new_alert_that_is_taken_for_a_repeat_is_counted() {
        see(Expectation.TAKEN, 202, TAKEN.replace("false", "true"));

        assertThat(flaws.of(Flaw.VALID_TAKEN_FOR_A_REPEAT)).isEqualTo(1);
    }

    @Test
    void a_dropped_row_is_counted() throws Exception {
        see(Expectation.TAKEN, 202, TAKEN);
        ledger.compare(stored.rows, stored);

        assertThat(flaws.of(Flaw.LOST)).isEqualTo(1);
    }

    @Test
    void a_row_with_other_bytes_is_counted() throws Exception {
        see(Expectation.TAKEN, 202, TAKEN);
        stored.rows.add(new Witness.Row(ID, true, Digest.of(new byte[1]), false, true));
        ledger.compare(stored.rows, stored);

        assertThat(flaws.of(Flaw.ALTERED)).isEqualTo(1);
    }

    @Test
    void a_row_that_nobody_was_told_of_is_counted() throws Exception {
        see(Expectation.REFUSED, 413, problem(413, "too large"));
        stored.rows.add(new Witness.Row(ID, true, Digest.of(body()), false, true));
        ledger.compare(stored.rows, stored);

        assertThat(flaws.of(Flaw.STORED_UNSENT)).isEqualTo(1);
    }

    @Test
    void a_refusal_that_is_not_kept_or_not_explained_is_counted() throws Exception {
        see(Expectation.REFUSED, 400, problem(400, "no; kept as rejected alert " + ID));
        ledger.compare(stored.rows, stored);
        stored.rows.add(new Witness.Row(ID, false, Digest.of(body()), false, true));
        ledger.compare(stored.rows, stored);

        assertThat(flaws.of(Flaw.REFUSAL_NOT_KEPT)).isEqualTo(2);
    }

    @Test
    void silence_and_hanging_up_are_counted() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            judge.see(shot(Expectation.TAKEN), fire(silent));
        }
        try (var rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var call = rude.accept()) {
                    call.getInputStream().readNBytes(body().length);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            judge.see(shot(Expectation.TAKEN), fire(rude));
        }

        assertThat(flaws.of(Flaw.HUNG)).isEqualTo(1);
        assertThat(flaws.of(Flaw.UNANSWERED)).isEqualTo(1);
    }

    @Test
    void a_server_that_breaks_at_everything_and_grows_is_seen_through() throws Exception {
        var result = against100(Duration.ofSeconds(10));

        assertThat(result.perfect()).isFalse();
        assertThat(result.flaws().of(Flaw.ANSWERED_5XX)).isGreaterThan(50);
        assertThat(result.flaws().of(Flaw.HEAP_GREW)).isPositive();
        assertThat(result.flaws().of(Flaw.LOGGED_ERROR)).isEqualTo(1);
        assertThat(result.flaws().of(Flaw.NOT_READY_AFTERWARDS)).isEqualTo(1);
        assertThat(result.table()).contains("answered 5xx", "untouched");
    }

    private IntakeRun.Result against100(Duration patience) throws Exception {
        stored.growth = 10;
        var doors = Samples.ALL.stream()
                .map(Sample::kind)
                .distinct()
                .collect(toMap(kind -> kind, kind -> new Door(kind, kind, "hmac", "0123456789abcdef")));
        try (var broken = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerBadly(broken));
            return new IntakeRun(
                            new IntakeRun.Setting(at(broken), doors, stored, 100, 1, patience, patience), line -> {})
                    .run();
        }
    }

    private static void answerBadly(ServerSocket server) {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                var call = server.accept();
                threads.execute(() -> {
                    try (call) {
                        call.setSoTimeout(200);
                        call.getOutputStream()
                                .write("HTTP/1.1 500 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                        call.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        // whoever sends no more has its answer
                    }
                });
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static Outcome fire(ServerSocket server) throws InterruptedException {
        try (var gun = new Gun(at(server), Duration.ofMillis(300), Duration.ofMillis(300))) {
            return gun.fire(shot(Expectation.TAKEN));
        }
    }

    private static URI at(ServerSocket server) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void see(Expectation expected, int status, String text) {
        var type = status < 300 ? "application/json" : "application/problem+json";
        var answer = new Answer(status, Map.of("content-type", type), text.getBytes(StandardCharsets.UTF_8));
        judge.see(shot(expected), new Outcome(List.of(answer), End.ANSWERED));
    }

    private static Shot shot(Expectation expected) {
        return new Shot(1, Mutation.UNTOUCHED, "tag-1", body(), body(), Manner.KEPT, expected, 1);
    }

    private static byte[] body() {
        return "{\"id\":\"tag-1\"}".getBytes(StandardCharsets.UTF_8);
    }

    private static String problem(int status, String detail) {
        return "{\"type\":\"https://cordon.dev/problems/x\",\"title\":\"X\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(status, detail);
    }

    /// A witness that says what it is told to.
    private static final class Stored implements Witness {
        private final List<Row> rows = new ArrayList<>();
        private int growth;
        private int heap = 50;
        private int asked;

        @Override
        public List<Row> stored(Instant since) throws SQLException {
            return rows;
        }

        @Override
        public byte[] raw(UUID id) {
            return body();
        }

        @Override
        public double heapMib() {
            heap += growth;
            return heap;
        }

        @Override
        public List<String> complaints() {
            return asked++ == 0 ? List.of("from before") : List.of("ERROR");
        }

        @Override
        public boolean ready() {
            return growth == 0;
        }
    }
}
