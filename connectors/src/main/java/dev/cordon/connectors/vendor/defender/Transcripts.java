package dev.cordon.connectors.vendor.defender;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What scripts said. Only how they ended is read; their words are foreign text.
final class Transcripts {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Defender defender;
    private final MachineActions actions;

    Transcripts(Defender defender) {
        this.defender = defender;
        this.actions = new MachineActions(defender);
    }

    private record Transcript(
            @JsonProperty("exit_code") @Nullable Integer exitCode) {}

    /// Of the first command of a live response that has succeeded.
    boolean endedWell(MachineAction action) {
        var link = actions.link(action.reference(), "GetLiveResponseResultDownloadLink(index=0)");
        var out = new Bounded();
        try {
            defender.depot().copy(link, LIMIT, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var code = Json.read(Buffer.buffer(out.toByteArray()), Transcript.class).exitCode;
        if (code == null) {
            throw new VendorException.Refused("not-verifiable", "the transcript does not say how the script ended");
        }
        return code == 0;
    }

    private static final class Bounded extends ByteArrayOutputStream {
        private static final int MOST = 4 << 20;

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (size() + length > MOST) {
                throw new VendorException.Unavailable("unreadable answer: a transcript that does not end");
            }
            super.write(bytes, from, length);
        }
    }
}
