package dev.cordon.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivingBodyTest {
    private final AtomicLong clock = new AtomicLong(-5);

    @Test
    void what_comes_in_time_is_read() throws IOException {
        assertThat(new ArrivingBody(new ByteArrayInputStream(new byte[300]), clock::get, 10).readAllBytes())
                .hasSize(300);
    }

    @Test
    void who_sends_a_byte_now_and_then_is_cut_off() throws IOException {
        var body = new ArrivingBody(new ByteArrayInputStream(new byte[300]), clock::get, 10);
        clock.addAndGet(10);
        assertThat(body.read()).isZero();
        clock.addAndGet(1);

        isProblem(body, 408, "timeout");
    }

    @Test
    void silence_is_the_callers_time_out() {
        isProblem(failing(new IOException("Read timed out")), 408, "timeout");
    }

    static Stream<IOException> hungUp() {
        return Stream.of(
                new ClosedChannelException(),
                new IOException(new ClosedChannelException()),
                new IOException(new IOException(new SocketException("Connection reset"))),
                new IOException(new IOException(new NumberFormatException("a chunk's length"))),
                new IOException(new IOException(new IllegalArgumentException("No colon found"))));
    }

    @ParameterizedTest
    @MethodSource("hungUp")
    void who_hangs_up_has_broken_off(IOException failure) {
        isProblem(failing(failure), 400, "broken-off");
    }

    @Test
    void what_is_not_the_callers_doing_stays_what_it_is() {
        assertThatThrownBy(() -> failing(new IOException("Stream is closed")).readAllBytes())
                .isInstanceOf(IOException.class);
    }

    private static void isProblem(InputStream body, int status, String slug) {
        assertThatThrownBy(body::readAllBytes).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.slug()).isEqualTo(slug);
        });
    }

    private ArrivingBody failing(IOException failure) {
        return new ArrivingBody(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw failure;
                    }
                },
                clock::get,
                10);
    }
}
