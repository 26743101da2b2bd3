package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Something that is copied once a session is established, which is what may take long.
abstract class LiveAcquisition implements Acquisition {
    /// Of the time for copying, when the session had to be opened anew.
    private static final Duration SPARE = Duration.ofMinutes(6);

    private final Cloud cloud;
    private final Target.Host host;

    LiveAcquisition(Cloud cloud, Target.Host host) {
        this.cloud = cloud;
        this.host = host;
    }

    @Override
    public String request(Ask ask) {
        cloud.device(host);
        return LiveResponse.open(cloud, host, ask).id();
    }

    @Override
    public boolean ready(String ticket) {
        try {
            return LiveResponse.of(cloud, ticket).established();
        } catch (VendorException.Unavailable e) {
            if (e.vendorWell() && e.retryAfter().isEmpty()) {
                // it ended meanwhile; the copy opens another
                return true;
            }
            throw e;
        }
    }

    @Override
    public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
        return copy(LiveResponse.open(cloud, host, ask).await(ask, SPARE), ask, out);
    }

    abstract Artifact copy(LiveResponse session, Ask ask, OutputStream out) throws IOException;
}
