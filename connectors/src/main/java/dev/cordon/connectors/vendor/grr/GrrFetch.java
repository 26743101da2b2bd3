package dev.cordon.connectors.vendor.grr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One file by its exact path; what looks like a pattern is none.
final class GrrFetch implements FileFetch {
    private final Grr grr;

    GrrFetch(Grr grr) {
        this.grr = grr;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        return new Fetch(new Flows(grr, file.host()), file);
    }

    private final class Fetch implements Acquisition {
        private final Flows flows;
        private final Target.HostFile file;

        Fetch(Flows flows, Target.HostFile file) {
            this.flows = flows;
            this.file = file;
        }

        @Override
        public String request(Ask ask) {
            if (file.path().chars().anyMatch(Character::isISOControl)) {
                throw new VendorException.Refused("bad-request", "a path with control characters is no path");
            }
            var arguments = Map.<String, Object>of("paths", List.of(file.path()), "collectionLevel", "CONTENT");
            return Approval.wanted(flows, ask, () -> flows.start("CollectFilesByKnownPath", arguments, ask));
        }

        @Override
        public boolean ready(String ticket) {
            return switch (flows.state(ticket)) {
                case RUNNING -> false;
                case DONE -> true;
                case FAILED -> throw new VendorException.Refused("collection-failed", "the flow failed on the host");
            };
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            var hash = hash(ticket);
            grr.http().copy(flows.archive(ticket), ask.remaining(), out);
            return new Artifact(file.fileName() + ".zip", "application/zip", null, hash, null, "flow " + ticket);
        }

        /// A flow may end well without its file.
        private @Nullable String hash(String ticket) {
            var results = flows.results(ticket, 0);
            if (results.size() != 1) {
                throw new VendorException.Refused("file-not-found", "the flow brought no file");
            }
            var result = results.getFirst().path("payload");
            return switch (result.path("status").asText()) {
                case "COLLECTED" -> hex(result.path("hash").path("sha256"));
                case "NOT_FOUND" -> throw new VendorException.Refused("file-not-found", "there is no such file");
                case "FAILED" -> throw new VendorException.Refused("collection-failed", "the file could not be read");
                default ->
                    throw new VendorException.Unavailable("unreadable answer: a file's status nobody documented");
            };
        }

        private static @Nullable String hex(JsonNode base64) {
            try {
                var bytes = Base64.getDecoder().decode(base64.asText());
                return bytes.length == 32 ? HexFormat.of().formatHex(bytes) : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
