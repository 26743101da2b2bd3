package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.line.Tenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.velociraptor")
interface VelociraptorConfig {

    @WithParentName
    @WithUnnamedKey(Velociraptor.NAME)
    Map<String, Server> tenants();

    interface Server extends Tenant {

        /// The file that `velociraptor config api_client` writes: address, certificate authority, certificate and key.
        /// Without it the tenant is not there.
        Optional<Path> config();

        /// A client that was not seen for longer is a record of the past, not a target.
        @WithDefault("30d")
        Duration recent();

        /// A client that was not seen for longer is offline. Nothing is sent to it: a flow waits for it without end.
        @WithDefault("10m")
        Duration online();

        /// The artifacts of a collection, the most volatile first.
        @WithDefault("Windows.Network.Netstat,Windows.System.Pslist")
        List<String> windowsTriage();

        @WithDefault("Linux.Sys.Pslist")
        List<String> linuxTriage();

        /// The artifact that ends a process. It has the parameters `Pid` and `Image`, ends that process
        /// only if both agree, bears being run twice, and ends with a row whose `Gone` says whether it
        /// is there no more. Without it no process is ended here.
        Optional<String> killArtifact();

        /// The artifact that puts a file away, with the parameters `Path` and `Sha256`, which is empty where
        /// nobody knows it. It must leave a file with another hash alone, and `Gone` is true only if it put the
        /// file away, now or before; else as the one above. Without it no file is put away here.
        Optional<String> quarantineArtifact();

        /// The artifact that brings one file to the server. It takes `Path`, `Components` (the path in parts, a
        /// JSON array) and `Accessor`, uploads that file and no other, and ends with one row with `Size`,
        /// `Sha256` and `Error`.
        @WithDefault("System.VFS.DownloadFile")
        String fetchArtifact();

        /// How the host reads it: `file` as its system does; `auto` and `ntfs` also what is locked, on Windows.
        @WithDefault("file")
        String fetchAccessor();

        /// Whether a finished removal of the quarantine counts as seen. The artifact says the same whether it worked or
        /// not.
        @WithDefault("false")
        boolean trustRelease();

        @Override
        default boolean used() {
            return enabled() && config().isPresent();
        }
    }
}
