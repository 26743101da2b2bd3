package dev.cordon.engine.alert.source;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// An authority, a server and several senders, made for the run; and the settings of a server that asks for them.
public class Certificates implements QuarkusTestResourceLifecycleManager {
    static final String PROXY = "127.0.0.2";

    private static final String PASSWORD = "changeit";
    private static final String SIEM = "CN=siem-1, O=Acme, C=DE";
    private static @Nullable KeyStore made;

    @Override
    public Map<String, String> start() {
        try {
            var directory = Files.createTempDirectory("certificates");
            var keys = directory.resolve("keys.p12");
            make(keys, "ca", "CN=Test CA", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
            make(keys, "server", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-signer", "ca");
            make(keys, "siem", SIEM, "-ext", "san=dns:Siem-1.acme.example,uri:spiffe://acme/siem-1", "-signer", "ca");
            make(keys, "other", "CN=siem-2, O=Acme, C=DE", "-signer", "ca");
            make(keys, "expired", SIEM, "-startdate", "-10d", "-validity", "5", "-signer", "ca");
            make(keys, "stranger", SIEM);
            var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
            made = store;
            var trusted = trusted(store);
            try (var out = Files.newOutputStream(directory.resolve("trust.p12"))) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            return settings(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> settings(Path directory) {
        var config = new HashMap<String, String>();
        config.put("quarkus.http.test-ssl-port", "0");
        config.put("quarkus.http.tls-configuration-name", "hooks");
        config.put(
                "quarkus.tls.hooks.key-store.p12.path",
                directory.resolve("keys.p12").toString());
        config.put("quarkus.tls.hooks.key-store.p12.password", PASSWORD);
        config.put("quarkus.tls.hooks.key-store.p12.alias", "server");
        config.put("quarkus.tls.hooks.key-store.p12.alias-password", PASSWORD);
        config.put(
                "quarkus.tls.hooks.trust-store.p12.path",
                directory.resolve("trust.p12").toString());
        config.put("quarkus.tls.hooks.trust-store.p12.password", PASSWORD);
        config.put("cordon.proxy.addresses", PROXY);
        config.put("cordon.proxy.client-subject-header", "Client-Cert");
        source(config, "sealed", "cn=SIEM-1,o=acme,c=de");
        source(config, "sealed-dns", "dns:siem-1.acme.example");
        source(config, "sealed-uri", "uri:spiffe://acme/siem-1");
        return config;
    }

    private static void source(Map<String, String> config, String name, String subject) {
        var prefix = "cordon.sources." + name + ".";
        config.put(prefix + "kind", "lines");
        config.put(prefix + "authentication", "mtls");
        config.put(prefix + "subject", subject);
    }

    private static void make(Path store, String alias, String subject, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                subject));
        command.addAll(Arrays.asList(more));
        var log = store.resolveSibling(alias + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + Files.readString(log));
        }
    }

    private static KeyStore trusted(KeyStore keys) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
        return trusted;
    }

    static X509Certificate of(String alias) throws GeneralSecurityException {
        return (X509Certificate) store().getCertificate(alias);
    }

    private static KeyStore store() {
        if (made == null) {
            throw new IllegalStateException("the certificates are made when the server starts");
        }
        return made;
    }

    /// @param alias whose certificate is shown, whatever the server asks for; null for none
    static SSLContext client(@Nullable String alias) throws GeneralSecurityException, IOException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted(store()));
        var context = SSLContext.getInstance("TLS");
        var managers = alias == null
                ? new KeyManager[0]
                : new KeyManager[] {
                    new Always(alias, of(alias), (PrivateKey) store().getKey(alias, PASSWORD.toCharArray()))
                };
        context.init(managers, trust.getTrustManagers(), null);
        return context;
    }

    private static final class Always extends X509ExtendedKeyManager {
        private final String alias;
        private final X509Certificate certificate;
        private final PrivateKey key;

        Always(String alias, X509Certificate certificate, PrivateKey key) {
            this.alias = alias;
            this.certificate = certificate;
            this.key = key;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return alias;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return alias;
        }

        @Override
        public X509Certificate[] getCertificateChain(String name) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String name) {
            return key;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {alias};
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    @Override
    public void stop() {}
}
