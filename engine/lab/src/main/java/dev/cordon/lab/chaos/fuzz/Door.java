package dev.cordon.lab.chaos.fuzz;

import dev.cordon.lab.setting.Secrets;
import dev.cordon.lab.setting.Source;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One source's hook, and how to prove oneself there.
public record Door(String name, String kind, String authentication, String secret) {

    static Door of(Source source, Secrets secrets) {
        return new Door(source.name(), source.kind(), source.authentication(), source.secret(secrets));
    }

    boolean signs() {
        return authentication.equals("hmac");
    }

    Request request(String mediaType, byte[] body) {
        return request(mediaType, body, Instant.now());
    }

    /// @param signedAt where it signs
    Request request(String mediaType, byte[] body, Instant signedAt) {
        var headers = new ArrayList<>(List.of("Host: cordon.example", "Content-Type: " + mediaType));
        var query = "";
        switch (authentication) {
            case "url-token" -> query = "?token=" + secret;
            case "basic" ->
                headers.add("Authorization: Basic "
                        + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8)));
            case "header" -> headers.add(EveryKind.HEADER + ": " + secret);
            case "hmac" -> sign(headers, body, signedAt);
            default -> headers.add("Authorization: Bearer " + secret);
        }
        return new Request("POST /hooks/%s%s HTTP/1.1".formatted(name, query), headers, body);
    }

    Door withSecret(String other) {
        return new Door(name, kind, authentication, other);
    }

    private void sign(List<String> headers, byte[] body, Instant at) {
        var time = Long.toString(at.getEpochSecond());
        if (kind.equals("crowdstrike")) {
            headers.add("X-Cs-Delivery-Timestamp: " + time);
            headers.add("X-Cs-Primary-Signature: "
                    + Base64.getEncoder().encodeToString(mac(body, time.getBytes(StandardCharsets.UTF_8))));
        } else {
            headers.add("X-Cordon-Timestamp: " + time);
            headers.add("X-Cordon-Signature: sha256="
                    + HexFormat.of().formatHex(mac((time + ".").getBytes(StandardCharsets.UTF_8), body)));
        }
    }

    private byte[] mac(byte[] first, byte[] second) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(first);
            return mac.doFinal(second);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// Without the secret: a record is easily logged.
    @Override
    public String toString() {
        return name;
    }
}
