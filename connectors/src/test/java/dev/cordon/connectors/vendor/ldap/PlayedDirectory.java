package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedExtendedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import dev.cordon.connectors.Certificate;
import dev.cordon.connectors.Settings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A directory in memory behind real TLS, without a schema of its own, that keeps what was asked of it.
final class PlayedDirectory extends InMemoryOperationInterceptor implements AutoCloseable {
    static final String BASE = "dc=acme,dc=example";
    static final String BIND = "cn=cordon,ou=people," + BASE;
    static final String PASSWORD = "canary-bind-password";

    /// What happens before a request is carried out.
    @FunctionalInterface
    interface Before {
        void happens() throws LDAPException;
    }

    final List<ReadOnlyModifyRequest> modifies = new CopyOnWriteArrayList<>();
    final AtomicInteger binds = new AtomicInteger();
    final AtomicInteger searches = new AtomicInteger();
    final AtomicInteger extended = new AtomicInteger();
    volatile Before beforeModify = () -> {};
    volatile Before beforeSearch = () -> {};

    private final InMemoryDirectoryServer server;
    private final String address;

    /// @param secure LDAPS; else LDAP with StartTLS
    PlayedDirectory(Certificate certificate, boolean secure) throws Exception {
        var config = new InMemoryDirectoryServerConfig(BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(BIND, PASSWORD);
        config.setCustomRootDSEAttributes(List.of(new Attribute("currentTime", "20200101000000.0Z")));
        config.addInMemoryOperationInterceptor(this);
        var loopback = InetAddress.getLoopbackAddress();
        var sockets = certificate.server();
        config.setListenerConfigs(
                secure
                        ? InMemoryListenerConfig.createLDAPSConfig(
                                "tls", loopback, 0, sockets.getServerSocketFactory(), null)
                        : InMemoryListenerConfig.createLDAPConfig("tls", loopback, 0, sockets.getSocketFactory()));
        server = new InMemoryDirectoryServer(config);
        server.add(new Entry(BASE, new Attribute("objectClass", "domain"), new Attribute("dc", "acme")));
        server.startListening();
        address = "%s://localhost:%d".formatted(secure ? "ldaps" : "ldap", server.getListenPort());
    }

    String address() {
        return address;
    }

    int port() {
        return server.getListenPort();
    }

    /// @param more settings without `cordon.vendor.ldap.`
    Map<String, String> settings(Certificate trusted, Map<String, String> more) {
        var settings = new TreeMap<String, String>();
        settings.put("cordon.vendor.ldap.url", address);
        settings.put("cordon.vendor.ldap.ca", trusted.certificate().toString());
        settings.put("cordon.vendor.ldap.bind-dn", BIND);
        settings.put("cordon.vendor.ldap.bind-password", PASSWORD);
        more.forEach((name, value) -> settings.put("cordon.vendor.ldap." + name, value));
        return settings;
    }

    static Directory connected(Map<String, String> settings) {
        var config = Settings.of(LdapConfig.class, settings);
        return new Directory("ldap", Settings.tenant(config.tenants(), "ldap"));
    }

    void add(Entry entry) throws LDAPException {
        server.add(entry);
    }

    /// As if somebody else did it; not counted.
    void change(String dn, Modification... changes) throws LDAPException {
        server.modify(dn, changes);
    }

    List<String> values(String dn, String attribute) throws LDAPException {
        var values = server.getEntry(dn, attribute).getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }

    String id(String dn) throws LDAPException {
        return server.getEntry(dn, "entryUUID").getAttributeValue("entryUUID");
    }

    void hangUp() {
        server.closeAllConnections(false);
    }

    void stopListening() {
        server.shutDown(true);
    }

    void listenAgain() throws LDAPException {
        server.startListening();
    }

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
        binds.incrementAndGet();
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
        searches.incrementAndGet();
        beforeSearch.happens();
    }

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
        modifies.add(request.getRequest());
        beforeModify.happens();
    }

    @Override
    public void processExtendedRequest(InMemoryInterceptedExtendedRequest request) {
        extended.incrementAndGet();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
