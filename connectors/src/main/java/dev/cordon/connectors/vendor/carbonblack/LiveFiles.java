package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Copies one file by live response. It comes as it is, in no archive.
final class LiveFiles implements FileFetch {
    private static final Pattern PATH = Pattern.compile("[^\\p{Cntrl}*?\"<>|]{1,1024}");
    private static final Duration SPARE = Duration.ofMinutes(2);

    private final Cloud cloud;

    LiveFiles(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        return new LiveAcquisition(cloud, file.host()) {
            @Override
            public String request(Ask ask) {
                if (!PATH.matcher(file.path()).matches()) {
                    throw new VendorException.Refused("bad-request", "this is no path of one file");
                }
                return super.request(ask);
            }

            @Override
            Artifact copy(LiveResponse session, Ask ask, OutputStream out) throws IOException {
                var got = session.run(Map.of("name", "get file", "path", file.path()), ask, SPARE);
                var id = got.path("file_details")
                        .path("file_id")
                        .asText(got.path("file_id").asText(""));
                if (id.isEmpty()) {
                    throw new VendorException.Unavailable("unreadable answer: a file without an id");
                }
                session.copy(id, out);
                return new Artifact(
                        file.fileName(), "application/octet-stream", null, null, null, "session " + session.id());
            }
        };
    }
}
