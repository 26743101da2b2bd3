package dev.cordon.connectors.vendor.defender;

import static dev.cordon.connectors.vendor.defender.MachineAction.LIVE_RESPONSE;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// One file by live response: a session with the single command `GetFile`. Nothing else is ever run in one.
final class DefenderFetch implements FileFetch {
    private final Defender defender;

    DefenderFetch(Defender defender) {
        this.defender = defender;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        var command = Map.of("type", "GetFile", "params", List.of(Map.of("key", "Path", "value", file.path())));
        var body = Map.<String, Object>of("Commands", List.of(command));
        return new Delivery(defender, file.host(), LIVE_RESPONSE, "runliveresponse", body) {
            @Override
            public String request(Ask ask) {
                if (file.path().chars().anyMatch(Character::isISOControl)) {
                    throw new VendorException.Refused("bad-request", "a path with control characters is no path");
                }
                return super.request(ask);
            }

            @Override
            public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
                var link = link(ticket, "GetLiveResponseResultDownloadLink(index=0)");
                var container = new Container(out);
                defender.depot().copy(link, ask.remaining(), container);
                return container.artifact(file.path(), "machine action " + ticket);
            }
        };
    }

    /// Defender does not say how a file is packed; its first two bytes do.
    private static final class Container extends FilterOutputStream {
        private final int[] head = {-1, -1};
        private int seen;

        Container(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            note(b & 0xff);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (var i = 0; i < length && seen < head.length; i++) {
                note(bytes[from + i] & 0xff);
            }
            out.write(bytes, from, length);
        }

        private void note(int b) {
            if (seen < head.length) {
                head[seen++] = b;
            }
        }

        Artifact artifact(String path, String reference) {
            var file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
            var name = file.isBlank() ? "file" : file;
            if (head[0] == 'P' && head[1] == 'K') {
                return new Artifact(name + ".zip", "application/zip", null, null, null, reference);
            }
            if (head[0] == 0x1f && head[1] == 0x8b) {
                return new Artifact(name + ".gz", "application/gzip", null, null, null, reference);
            }
            return new Artifact(name, "application/octet-stream", null, null, null, reference);
        }
    }
}
