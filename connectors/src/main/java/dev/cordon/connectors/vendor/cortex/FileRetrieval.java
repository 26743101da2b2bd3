package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Lets an agent upload one file.
final class FileRetrieval implements FileFetch {
    private static final Pattern PATH = Pattern.compile("[^\\p{Cntrl}*?\"<>|]{1,1024}");

    private final Xdr xdr;
    private final Downloads downloads;

    FileRetrieval(Xdr xdr, Downloads downloads) {
        this.xdr = xdr;
        this.downloads = downloads;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        var host = file.host();
        return new Acquisition() {
            @Override
            public String request(Ask ask) {
                if (!PATH.matcher(file.path()).matches()) {
                    throw new VendorException.Refused("bad-request", "this is no path of one file");
                }
                var system = xdr.endpoint(host).here().system();
                return xdr.write(
                                "endpoints/file_retrieval",
                                Map.of("filters", Xdr.only(host), "files", Map.of(system, List.of(file.path()))),
                                ask)
                        .begun();
            }

            @Override
            public boolean ready(String ticket) {
                return GroupAction.of(xdr, ticket, host).done();
            }

            @Override
            public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
                var links = xdr.read(
                                "actions/file_retrieval_details", Map.of("group_action_id", GroupAction.id(ticket)))
                        .content()
                        .path("data");
                downloads.copy(links.path(Xdr.id(host)).textValue(), out);
                return new Artifact(file.fileName() + ".zip", "application/zip", null, null, null, ticket);
            }
        };
    }
}
