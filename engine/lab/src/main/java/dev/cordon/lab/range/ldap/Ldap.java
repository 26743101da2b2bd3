package dev.cordon.lab.range.ldap;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Vendor;
import java.io.IOException;

@AutoService(Vendor.class)
public final class Ldap implements Vendor {
    @Override
    public String name() {
        return "ldap";
    }

    @Override
    public String product() {
        return "Active Directory, by Microsoft";
    }

    @Override
    public String peculiarities() {
        return "It listens elsewhere, with LDAP over TLS; nothing is played over HTTP. LDAP has no place for an action id,"
                + " so the witness knows none. svc-backup has a service principal name. A fault that spoils an answer"
                + " breaks the connection.";
    }

    @Override
    public Cloud open(Ground ground) throws IOException {
        return new Domain(this, ground);
    }
}
