package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Quarantines one file of one endpoint, by path and SHA-256.
final class EndpointQuarantine implements FileQuarantine {
    private final Xdr xdr;

    EndpointQuarantine(Xdr xdr) {
        this.xdr = xdr;
    }

    @Override
    public Effect quarantining(Target.HostFile file) {
        return new Quarantine(file);
    }

    private final class Quarantine implements Effect {
        private final Target.HostFile file;
        private String receipt = "";

        Quarantine(Target.HostFile file) {
            this.file = file;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String earlier) {
            receipt = earlier;
        }

        @Override
        public Look.State look() {
            if (quarantined()) {
                return Look.State.CONTAINED;
            }
            if (GroupAction.names(receipt)) {
                GroupAction.of(xdr, receipt, file.host()).done();
                return Look.State.CONTAINING;
            }
            xdr.endpoint(file.host()).here();
            return Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            receipt = xdr.write(
                            "endpoints/quarantine",
                            Map.of(
                                    "filters", Xdr.only(file.host()),
                                    "file_path", file.path(),
                                    "file_hash", hash()),
                            ask)
                    .begun();
            return receipt;
        }

        private boolean quarantined() {
            var id = Xdr.id(file.host());
            var asked = Map.of("endpoint_id", id, "file_path", file.path(), "file_hash", hash());
            var told = xdr.read("quarantine/status", Map.of("files", List.of(asked)))
                    .content();
            if (!told.isArray()) {
                throw new VendorException.Unavailable("unreadable answer: a list of files was expected");
            }
            return StreamSupport.stream(told.spliterator(), false)
                    .filter(one -> id.equals(one.path("endpoint_id").asText())
                            && file.path().equals(one.path("file_path").asText()))
                    .anyMatch(one ->
                            one.path("status").isBoolean() && one.path("status").asBoolean());
        }

        private String hash() {
            var hash = file.sha256();
            if (hash == null) {
                throw new VendorException.Refused("hash-needed", "Cortex quarantines a file by path and SHA-256");
            }
            return hash;
        }
    }
}
