package dev.cordon.lab.range.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.cert.ManageCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The server's certificate, which is its own authority, and its key. Made once and kept: whoever trusts it need not be
/// told again.
///
/// @param authority PEM
record Identity(SSLContext server, Path authority) {
    private static final String ALIAS = "server";

    static Identity in(Path folder, String password) throws IOException {
        var kept = folder.resolve("server.p12");
        var authority = folder.resolve("ca.pem");
        try {
            if (!Files.exists(kept)) {
                make(kept, password);
            }
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(kept)) {
                store.load(in, password.toCharArray());
            }
            var body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(store.getCertificate(ALIAS).getEncoded());
            Files.writeString(authority, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new Identity(context, authority);
        } catch (GeneralSecurityException e) {
            throw new IOException("the directory has no certificate", e);
        }
    }

    private static void make(Path file, String password) throws IOException {
        var said = new ByteArrayOutputStream();
        var result = ManageCertificates.main(
                null,
                said,
                said,
                "generate-self-signed-certificate",
                "--keystore",
                file.toString(),
                "--keystore-password",
                password,
                "--keystore-type",
                "PKCS12",
                "--alias",
                ALIAS,
                "--subject-dn",
                "CN=Cordon Range (simulated)",
                "--subject-alternative-name-dns",
                "localhost",
                "--subject-alternative-name-ip-address",
                "127.0.0.1",
                "--key-algorithm",
                "EC",
                "--key-size-bits",
                "256",
                "--signature-algorithm",
                "SHA256withECDSA",
                "--days-valid",
                "825");
        if (!result.equals(ResultCode.SUCCESS)) {
            throw new IOException("no certificate could be made: " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
