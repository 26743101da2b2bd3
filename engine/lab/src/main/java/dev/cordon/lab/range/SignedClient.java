package dev.cordon.lab.range;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.setting.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client that shows who it is by signing for itself (RFC 7523, RS256). The range made its key, and keeps it.
public final class SignedClient {
    private final Path file;
    private final InstantSource clock;
    private @Nullable RSAPrivateCrtKey key;

    public SignedClient(Ground ground) throws IOException {
        this.file = ground.folder().resolve("client.key");
        this.clock = ground.clock();
    }

    /// PEM, PKCS#8, in one line: its line ends are written `\n`.
    public String privateKey() {
        var bytes = Base64.getEncoder().encodeToString(key().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\\n" + bytes + "\\n-----END PRIVATE KEY-----\\n";
    }

    /// @return what it says; empty when it was not signed with the key, is too old, or is no assertion at all
    public Optional<JsonNode> claims(String assertion) {
        var parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var check = Signature.getInstance("SHA256withRSA");
            var mine = key();
            check.initVerify(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(mine.getModulus(), mine.getPublicExponent())));
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!check.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            var claims = Reply.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            var end = Instant.ofEpochSecond(claims.path("exp").asLong());
            return clock.instant().isBefore(end) ? Optional.of(claims) : Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Made when it is first needed: that takes a moment.
    private synchronized RSAPrivateCrtKey key() {
        if (key == null) {
            key = kept();
        }
        return key;
    }

    private RSAPrivateCrtKey kept() {
        try {
            if (!Files.exists(file)) {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                var fresh = generator.generateKeyPair().getPrivate().getEncoded();
                PrivateFile.write(file, Base64.getEncoder().encodeToString(fresh));
            }
            var bytes = Base64.getDecoder().decode(Files.readString(file).strip());
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }
}
