package dev.cordon.lab.range.ssh;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Vendor;
import java.io.IOException;

@AutoService(Vendor.class)
public final class LinuxOverSsh implements Vendor {
    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public String product() {
        return "Linux machines over SSH, with nftables";
    }

    @Override
    public String peculiarities() {
        return "Every machine is a port of its own. There is no shell behind it: a script is known by its first line, and answered "
                + "as a machine would. Nothing is run.";
    }

    @Override
    public Cloud open(Ground ground) throws IOException {
        return new Machines(ground);
    }
}
