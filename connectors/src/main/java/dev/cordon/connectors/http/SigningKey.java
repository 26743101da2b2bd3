package dev.cordon.connectors.http;

import dev.cordon.connectors.capability.VendorException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Our own half of an RSA key pair. What it signs is a JSON Web Token (RFC 7515, RS256) that a vendor takes for an
/// access token.
public final class SigningKey {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final @Nullable String id;

    private SigningKey(PrivateKey key, @Nullable String id) {
        this.key = key;
        this.id = id;
    }

    /// @param pem PKCS#8, as `BEGIN PRIVATE KEY` says; its line ends may be written `\n`, as in Google's JSON files
    /// @param id by which the vendor knows the other half; null where it knows only one
    /// @throws VendorException.Misconfigured it is no such key
    public static SigningKey of(String pem, @Nullable String id) {
        try {
            var lines = pem.replace("\\n", "\n").replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "");
            var bytes = Base64.getDecoder().decode(lines.replaceAll("\\s", ""));
            return new SigningKey(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes)), id);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // its message may quote the key
            throw new VendorException.Misconfigured("the private key is not an RSA key in PKCS#8 PEM");
        }
    }

    /// The token, in its compact form.
    public String token(Map<String, Object> claims) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        if (id != null) {
            header.put("kid", id);
        }
        var signed = TEXT.encodeToString(Json.bytes(header)) + "." + TEXT.encodeToString(Json.bytes(claims));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + TEXT.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new VendorException.Misconfigured("nothing can be signed with the private key");
        }
    }
}
