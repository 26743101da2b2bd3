package dev.cordon.lab.bench.intake;

import dev.cordon.lab.StackFile.SourceSecret;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Which request comes when. Of ten, seven bring a new alert about one of 2,000 hosts, two an alert that was sent some
/// time before, and one a batch of five new ones in another product's words.
final class Mix {
    static final int BATCH = 5;

    private static final int ROUND = 10;
    private static final int NEW = 7;
    private static final int REPEATS = 2;
    /// So many rounds ago that the first one has been answered by now.
    private static final int AGO = 40;

    private final String phase;
    private final URI server;
    private final Letter single;
    private final Letter batch;
    private final AtomicLong position = new AtomicLong();

    /// @param phase what no other measurement on this database has
    /// @param sources with the secrets of `wazuh` and `elastic`, which take a bearer token
    Mix(String phase, String server, List<SourceSecret> sources) {
        this.phase = phase;
        this.server = URI.create(server);
        single = letter("wazuh", sources, AlertDraft.wazuh(phase));
        batch = letter("elastic", sources, AlertDraft.elastic(phase, BATCH));
    }

    /// @param number the how manieth of its kind; a repeat has the number of what it repeats
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(byte[] bytes, boolean isBatch, long number) {
        int alerts() {
            return isBatch ? BATCH : 1;
        }
    }

    Request next() {
        return at(position.getAndIncrement());
    }

    Request at(long position) {
        var round = position / ROUND;
        var turn = (int) (position % ROUND);
        if (turn < NEW) {
            return single(round * NEW + turn);
        }
        if (turn < NEW + REPEATS) {
            return single(Math.max(0, round - AGO) * NEW + turn - NEW);
        }
        return new Request(batch.written(round), true, round);
    }

    private Request single(long number) {
        return new Request(single.written(number), false, number);
    }

    String phase() {
        return phase;
    }

    URI server() {
        return server;
    }

    private Letter letter(String source, List<SourceSecret> sources, String body) {
        var secret = sources.stream()
                .filter(each -> each.name().equals(source))
                .findFirst()
                .orElseThrow()
                .secret();
        return new Letter(server.resolve("/hooks/" + source), "Bearer " + secret, body);
    }
}
