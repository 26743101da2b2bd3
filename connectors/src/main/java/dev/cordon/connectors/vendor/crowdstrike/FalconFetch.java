package dev.cordon.connectors.vendor.crowdstrike;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `get` by Real Time Response. The cloud hands the file over as a 7z archive with the password `infected`; the hash it
/// names is the content's.
final class FalconFetch implements FileFetch {
    private static final String FILES = "/real-time-response/entities/file/v2";
    private static final String CONTENTS = "/real-time-response/entities/extracted-file-contents/v1";

    private final Falcon falcon;

    FalconFetch(Falcon falcon) {
        this.falcon = falcon;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        var command = "get \"" + path(file) + "\"";
        return (ticket, ask, out) -> fetched(file, command, ask, out);
    }

    private Artifact fetched(Target.HostFile file, String command, Ask ask, OutputStream out) throws IOException {
        try (var session = RtrSession.open(falcon, file.host(), ask)) {
            var request = session.respond(command);
            var listed = listed(session, request, ask);
            var name = name(file);
            var call = Call.get(CONTENTS)
                    .query(Map.of(
                            "session_id",
                            session.id(),
                            "sha256",
                            String.valueOf(listed.sha256),
                            "filename",
                            name + ".7z"));
            falcon.http().copy(call, ask.remaining(), out);
            forget(session, listed, ask);
            return new Artifact(name + ".7z", "application/x-7z-compressed", null, listed.sha256, "infected", request);
        }
    }

    /// The command is complete long before the file has arrived in the cloud.
    private Uploaded listed(RtrSession session, String request, Ask ask) {
        var call = Call.get(FILES).query(Map.of("session_id", session.id()));
        while (true) {
            if (RtrSession.responded(falcon, request) == Look.State.CONTAINED) {
                var files = falcon.http().read(call, Envelope.class).all(Uploaded.class);
                for (var one : files) {
                    if (request.equals(one.request) && one.sha256 != null && !one.sha256.isBlank()) {
                        return one;
                    }
                }
            }
            if (ask.remaining().compareTo(Duration.ofMinutes(1)) < 0) {
                throw new VendorException.Unavailable("the host did not deliver the file in time");
            }
            session.refresh();
            RtrSession.sleep(Duration.ofSeconds(1));
        }
    }

    private void forget(RtrSession session, Uploaded listed, Ask ask) {
        try {
            falcon.http()
                    .write(
                            Call.delete(FILES)
                                    .query(Map.of("session_id", session.id(), "ids", String.valueOf(listed.id))),
                            ask);
        } catch (VendorException e) {
            // it is deleted with its session's files one day; what was fetched is fetched
        }
    }

    private static String path(Target.HostFile file) {
        if (file.path().chars().anyMatch(c -> c == '"' || c == '`' || c == '$' || Character.isISOControl(c))) {
            throw new VendorException.Refused("bad-path", "this path cannot be said to the host's command line");
        }
        return file.path();
    }

    private static String name(Target.HostFile file) {
        var last = file.fileName().replaceAll("[^0-9A-Za-z._-]", "_");
        return last.isEmpty() ? "file" : last;
    }

    private record Uploaded(
            @Nullable String id,
            @Nullable String sha256,
            @JsonProperty("cloud_request_id") @Nullable String request) {}
}
