package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.cordon.connectors.Certificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// OpenLDAP's own server with the password policy overlay, started for one test.
final class Slapd implements AutoCloseable {
    static final String BASE = "dc=acme,dc=example";
    static final String BIND = "cn=cordon," + BASE;
    static final String POLICY = "cn=default," + BASE;
    private static final String ADMIN = "cn=admin," + BASE;

    private final Certificate certificate;
    private final int port;
    private final Process process;

    Slapd(Path program, Certificate certificate, Path folder) throws Exception {
        this.certificate = certificate;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // /usr/sbin/slapd belongs to /etc/ldap and /usr/lib/ldap
        var root = program.toAbsolutePath().resolve("../../..").normalize();
        var data = Files.createDirectory(folder.resolve("data"));
        var config = Files.writeString(folder.resolve("slapd.conf"), """
                include %1$s/etc/ldap/schema/core.schema
                include %1$s/etc/ldap/schema/cosine.schema
                include %1$s/etc/ldap/schema/inetorgperson.schema
                modulepath %1$s/usr/lib/ldap
                moduleload back_mdb
                moduleload ppolicy
                pidfile %2$s/slapd.pid
                TLSCertificateFile %3$s
                TLSCertificateKeyFile %4$s
                database mdb
                suffix "%5$s"
                rootdn "%6$s"
                rootpw admin
                directory %2$s
                access to attrs=userPassword by dn.exact="%7$s" write by anonymous auth by * none
                access to * by dn.exact="%7$s" write by * none
                overlay ppolicy
                ppolicy_default "%8$s"
                """.formatted(
                        root.equals(Path.of("/")) ? "" : root,
                        data,
                        certificate.certificate(),
                        certificate.key(),
                        BASE,
                        ADMIN,
                        BIND,
                        POLICY));
        var log = folder.resolve("slapd.log").toFile();
        process = new ProcessBuilder(
                        program.toString(),
                        "-f",
                        config.toString(),
                        "-h",
                        "ldaps://localhost:" + port + "/",
                        "-d",
                        "stats")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            fill(folder);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /// Where Debian has it, or wherever the path leads.
    static Optional<Path> installed() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "slapd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    String address() {
        return "ldaps://localhost:" + port;
    }

    /// Whether an account gets in with that password.
    boolean admits(String dn, String password) {
        try (var connection = connected(dn, password)) {
            return connection.isConnected();
        } catch (LDAPException e) {
            return false;
        }
    }

    private LDAPConnection connected(String dn, String password) throws LDAPException {
        return new LDAPConnection(Trust.of(Optional.of(certificate.certificate())), "localhost", port, dn, password);
    }

    private void fill(Path folder) throws Exception {
        try (var admin = awaited(folder)) {
            for (var entry : List.of(
                    "dn: %s\nobjectClass: dcObject\nobjectClass: organization\no: ACME\ndc: acme".formatted(BASE),
                    "dn: %s\nobjectClass: device\nobjectClass: pwdPolicy\npwdAttribute: userPassword\npwdLockout: TRUE"
                            .formatted(POLICY),
                    "dn: %s\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\nuserPassword: cordon"
                            .formatted(BIND),
                    """
                    dn: uid=m.keller,%s
                    objectClass: inetOrgPerson
                    cn: Mara Keller
                    sn: Keller
                    mail: mara.keller@acme.example
                    userPassword: her own""".formatted(BASE))) {
                admin.add(entry.split("\n"));
            }
        }
    }

    private LDAPConnection awaited(Path folder) throws IOException {
        var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                return connected(ADMIN, "admin");
            } catch (LDAPException e) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        throw new IllegalStateException("slapd did not start: " + Files.readString(folder.resolve("slapd.log")));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
