package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One file, as the locked zip that the endpoint uploads.
final class EndpointFetch implements FileFetch {
    /// Elastic's own, the same for everybody.
    private static final String PASSWORD = "elastic";

    private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z]:\\\\)[^\\p{Cntrl}]{1,4000}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Kibana kibana;

    EndpointFetch(Kibana kibana) {
        this.kibana = kibana;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        return new Fetch(file);
    }

    private final class Fetch implements Acquisition {
        private final Target.HostFile file;

        Fetch(Target.HostFile file) {
            this.file = file;
        }

        @Override
        public String request(Ask ask) {
            if (!ABSOLUTE.matcher(file.path()).matches()) {
                throw new VendorException.Refused("target-not-found", "this is no full path of a file");
            }
            kibana.reachable(file.host());
            return kibana.actOnce(Kibana.Command.FETCH, file.host(), Map.of("path", file.path()), ask)
                    .receipt();
        }

        // The action may be completed while the upload goes on.
        @Override
        public boolean ready(String ticket) {
            if (!kibana.action(EndpointAction.idOf(ticket), file.host()).succeeded()) {
                return false;
            }
            return switch (kibana.http()
                    .read(Call.get(upload(ticket)), Upload.class)
                    .status()) {
                case "READY" -> true;
                case "AWAITING_UPLOAD", "UPLOADING" -> false;
                case "UPLOAD_ERROR" ->
                    throw new VendorException.Refused("failed-on-host", "the endpoint could not upload the file");
                case "DELETED" -> throw new VendorException.Refused("file-gone", "Kibana has deleted the upload");
                default ->
                    throw new VendorException.Unavailable("unreadable answer: an upload state nobody documented");
            };
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            var action = kibana.action(EndpointAction.idOf(ticket), file.host());
            kibana.http().copy(Call.get(upload(ticket) + "/download"), ask.remaining(), out);
            return new Artifact(file.fileName() + ".zip", "application/zip", null, hash(action), PASSWORD, ticket);
        }

        private String upload(String ticket) {
            var id = EndpointAction.idOf(ticket);
            return Kibana.ACTIONS + "/" + id + "/file/" + id + "." + Kibana.agent(file.host());
        }

        private @Nullable String hash(EndpointAction action) {
            var contents = action.output(file.host()).path("contents");
            var said = contents.path(0).path("sha256").asText("");
            return contents.size() == 1 && SHA256.matcher(said).matches() ? said : null;
        }
    }

    private record Upload(@Nullable Data data) {
        private record Data(@Nullable String status) {}

        String status() {
            return data == null || data.status == null ? "" : data.status;
        }
    }
}
