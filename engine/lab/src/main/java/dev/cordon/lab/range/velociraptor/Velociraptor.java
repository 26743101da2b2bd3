package dev.cordon.lab.range.velociraptor;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Vendor;
import java.io.IOException;

@AutoService(Vendor.class)
public final class Velociraptor implements Vendor {
    @Override
    public String name() {
        return "velociraptor";
    }

    @Override
    public String product() {
        return "Velociraptor, by Rapid7";
    }

    @Override
    public String peculiarities() {
        return "It speaks gRPC on a port of its own, from the moment somebody asks for its settings; it knows no VQL, only the "
                + "connector's queries; searches are by prefix; a refusal is a success with words in the log; a flow "
                + "waits for a machine that is offline, though what it asked for shows at once.";
    }

    @Override
    public Cloud open(Ground ground) throws IOException {
        return new Frontend(ground);
    }
}
