package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One file: a collection brings it to the server, and from there it is read. It comes as it is, in no archive.
final class ArtifactFetch implements FileFetch {
    private final Clients clients;
    private final Flows flows;
    private final Store store;
    private final String artifact;
    private final String accessor;

    ArtifactFetch(Clients clients, Flows flows, Store store, VelociraptorConfig.Server config) {
        this.clients = clients;
        this.flows = flows;
        this.store = store;
        this.artifact = config.fetchArtifact();
        this.accessor = config.fetchAccessor();
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
            var path = HostPath.of(file.path(), clients.online(file.host()));
            return Flow.receipt(flows.fetch(file.host().id(), artifact, path, accessor, ask));
        }

        @Override
        public boolean ready(String ticket) {
            return flows.ended(Client.id(file.host()), ticket);
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            var client = Client.id(file.host());
            var flow = Flow.in(ticket);
            var name = file.fileName();
            var said = said(client, flow);
            var upload = Upload.only(flows.uploads(client, flow), client, flow, name);
            if (said.size != null && said.size != upload.size()) {
                throw new VendorException.Refused("size-mismatch", "the host sent another size than the server has");
            }
            var digest = sha256();
            store.copy(upload, ask.remaining(), new DigestOutputStream(out, digest));
            var fetched = new Artifact(name, "application/octet-stream", said.sha256, null, null, ticket);
            if (fetched.sha256() != null
                    && !fetched.sha256().equals(HexFormat.of().formatHex(digest.digest()))) {
                throw new VendorException.Refused(
                        "hash-mismatch", "what the server holds has another hash than what the host read");
            }
            return fetched;
        }

        /// A collection may end well without its file.
        private Said said(String client, String flow) {
            var rows = flows.results(client, flow, artifact);
            if (rows.isEmpty()) {
                throw new VendorException.Refused("file-not-found", "the host found no such file");
            }
            if (rows.size() > 1) {
                throw new VendorException.Refused("not-one-file", "the collection brought more than the one file");
            }
            var said = Json.as(rows.getFirst(), Said.class);
            if (said.error != null && !said.error.isBlank()) {
                throw new VendorException.Refused("failed-on-host", "the host could not read or send the file");
            }
            return said;
        }
    }

    /// What the host says of it.
    ///
    /// @param sha256 of what it read; null where it did not say it
    /// @param error foreign text
    private record Said(
            @JsonProperty("Size") @Nullable Long size,
            @JsonProperty("Sha256") @Nullable String sha256,
            @JsonProperty("Error") @Nullable String error) {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
