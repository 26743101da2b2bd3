package dev.cordon.lab.range.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Rosters;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.People;
import java.io.IOException;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// The directory: its people are the truth, the server's entries are made after them before every search.
final class Domain implements Cloud {
    private static final String BIND = "CN=cordon,CN=Users," + Entries.BASE;

    private final Ldap vendor;
    private final Ground ground;
    private final People people;
    private final Identity identity;
    private final int port;
    private final InMemoryDirectoryServer server;

    Domain(Ldap vendor, Ground ground) throws IOException {
        this.vendor = vendor;
        this.ground = ground;
        this.people = new People("ldap", Ids::uuid, ground);
        this.identity = Identity.in(ground.folder(), ground.secret("keystore"));
        this.port = ground.port("ldaps");
        try {
            server = new InMemoryDirectoryServer(config());
            server.add(new Entry(Entries.BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "acme")));
            server.add(new Entry(
                    Entries.PEOPLE, new Attribute("objectClass", "organizationalUnit"), new Attribute("ou", "People")));
            server.startListening();
        } catch (LDAPException e) {
            throw new IOException("the directory does not start", e);
        }
    }

    private InMemoryDirectoryServerConfig config() throws LDAPException {
        var config = new InMemoryDirectoryServerConfig(Entries.BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(BIND, ground.secret("bind"));
        config.setAuthenticationRequiredOperationTypes(EnumSet.of(
                OperationType.ADD,
                OperationType.COMPARE,
                OperationType.DELETE,
                OperationType.MODIFY,
                OperationType.MODIFY_DN,
                OperationType.SEARCH));
        config.setAllowedOperationTypes(
                EnumSet.of(OperationType.BIND, OperationType.UNBIND, OperationType.SEARCH, OperationType.MODIFY));
        config.setCustomRootDSEAttributes(List.of(new Attribute("defaultNamingContext", Entries.BASE)));
        config.addInMemoryOperationInterceptor(new Desk(this, people, ground.stage()));
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPSConfig(
                "ldaps",
                InetAddress.getLoopbackAddress(),
                port,
                identity.server().getServerSocketFactory(),
                null));
        return config;
    }

    /// Makes the entries as the people are now. One that has not changed is left alone, and none is ever missing.
    synchronized void refresh() throws LDAPException {
        for (var person : people.all()) {
            var wanted = Entries.of(person);
            var known = server.getEntry(wanted.getDN());
            if (known == null) {
                server.add(wanted);
                continue;
            }
            var changes = Entry.diff(known, wanted, true, Entries.CONTROL, Entries.PASSWORD, Entries.PASSWORD_SET);
            if (!changes.isEmpty()) {
                server.modify(wanted.getDN(), changes);
            }
        }
    }

    void hangUp() {
        server.closeAllConnections(false);
    }

    @Override
    public Reply handle(Request request) {
        return vendor.problem(404, "the range does not play " + request.method() + " " + request.path());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                ground.variable("URL"),
                "ldaps://127.0.0.1:" + port,
                ground.variable("CA"),
                identity.authority().toAbsolutePath().toString(),
                ground.variable("DIALECT"),
                "active-directory",
                ground.variable("DOMAIN"),
                "ACME",
                ground.variable("BIND_DN"),
                BIND,
                ground.variable("BIND_PASSWORD"),
                ground.secret("bind"));
    }

    @Override
    public Rosters rosters() {
        return Rosters.ofPeople(people);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
