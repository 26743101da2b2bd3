package dev.cordon.lab.chaos.fuzz;

import dev.cordon.lab.chaos.fuzz.Outcome.End;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends shots, one after the other; what may share a connection shares one.
final class Gun implements Closeable {
    private final URI server;
    private final Duration patience;
    private final Duration withSilence;
    private @Nullable Wire kept;

    /// @param patience with an answer
    /// @param withSilence how long who says nothing more may have to wait for the end
    Gun(URI server, Duration patience, Duration withSilence) {
        this.server = server;
        this.patience = patience;
        this.withSilence = withSilence;
    }

    Outcome fire(Shot shot) throws InterruptedException {
        var answers = new ArrayList<Answer>();
        try {
            if (shot.manner() == Manner.KEPT) {
                return new Outcome(answers, kept(shot, answers));
            }
            try (var wire = new Wire(server, shot.manner() == Manner.STALLED ? withSilence : patience)) {
                return new Outcome(answers, alone(shot, wire, answers));
            }
        } catch (IOException e) {
            return new Outcome(answers, e instanceof SocketTimeoutException ? End.HUNG : End.CLOSED);
        }
    }

    private End kept(Shot shot, List<Answer> answers) throws IOException {
        var wire = kept;
        if (wire == null || !wire.open()) {
            close();
            wire = new Wire(server, patience);
            kept = wire;
        }
        try {
            return exchanged(shot, wire, answers);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static End alone(Shot shot, Wire wire, List<Answer> answers) throws IOException, InterruptedException {
        return switch (shot.manner()) {
            case RESET -> {
                wire.send(shot.wire(), 0, shot.wire().length);
                wire.reset();
                yield End.LEFT;
            }
            case PIECES, SLOWLY -> {
                pieces(shot, wire);
                yield read(shot, wire, answers);
            }
            case HALF_CLOSED -> {
                wire.send(shot.wire(), 0, shot.wire().length);
                wire.halfClose();
                yield read(shot, wire, answers);
            }
            default -> exchanged(shot, wire, answers);
        };
    }

    private static void pieces(Shot shot, Wire wire) throws IOException, InterruptedException {
        var pieces = Math.min(shot.wire().length, 12);
        for (var i = 0; i < pieces; i++) {
            wire.send(shot.wire(), (int) ((long) shot.wire().length * i / pieces), (int)
                    ((long) shot.wire().length * (i + 1) / pieces));
            TimeUnit.MILLISECONDS.sleep(shot.manner() == Manner.SLOWLY ? 300 : 1);
        }
    }

    /// The server may refuse before it has read everything; what it said then can still be read.
    private static End exchanged(Shot shot, Wire wire, List<Answer> answers) throws IOException {
        try {
            wire.send(shot.wire(), 0, shot.wire().length);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            var end = read(shot, wire, answers);
            wire.close();
            return end;
        }
        return read(shot, wire, answers);
    }

    private static End read(Shot shot, Wire wire, List<Answer> answers) throws IOException {
        while (answers.size() < shot.answers()) {
            answers.add(wire.answer());
        }
        return End.ANSWERED;
    }

    @Override
    public void close() {
        var wire = kept;
        kept = null;
        if (wire != null) {
            try {
                wire.close();
            } catch (IOException e) {
                // it is of no further use either way
            }
        }
    }
}
