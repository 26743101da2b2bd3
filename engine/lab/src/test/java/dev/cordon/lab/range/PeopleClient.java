package dev.cordon.lab.range;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A range with one vendor of accounts, and a caller with that vendor's settings: what comes back is what was sent.
public final class PeopleClient implements AutoCloseable {
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Range range;
    private final String vendor;
    private String token = "";

    public PeopleClient(Path directory, String vendor) throws IOException {
        this.range = Range.start(RangeConfig.of(directory.resolve("witness.ndjson"), "secret"));
        this.vendor = vendor;
    }

    public record Answer(int status, JsonNode json) {}

    /// `CORDON_VENDOR_OKTA_URL` is `URL`.
    public String setting(String name) {
        return range.settings(List.of(vendor))
                .getOrDefault("CORDON_VENDOR_" + vendor.toUpperCase(java.util.Locale.ROOT) + "_" + name, "");
    }

    /// Signed with the client's own key.
    public String assertion(Map<String, Object> claims) throws GeneralSecurityException, IOException {
        var all = new LinkedHashMap<>(claims);
        all.putIfAbsent("exp", Instant.now().plusSeconds(60).getEpochSecond());
        var signed = TEXT.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + TEXT.encodeToString(Reply.JSON.writeValueAsBytes(all));
        var key = setting("PRIVATE_KEY").replaceAll("-----[A-Z ]+-----|\\\\n", "");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + TEXT.encodeToString(signature.sign());
    }

    /// @param path below the vendor's address
    /// @return the token's answer; its token goes with every later request
    public Answer login(String path, Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var answer = send("POST", path, body);
        token = answer.json().path("access_token").asText();
        return answer;
    }

    public Answer send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(range.url() + "/" + vendor + path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Cordon-Action", "action-1")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), Reply.JSON.readTree(answer.body()));
    }

    public URI url() {
        return range.url();
    }

    /// Operation and code of everything that was asked for, as the witness saw it; with `!` where it changed something.
    public List<String> witnessed() {
        return range.arrivals().stream()
                .map(arrival -> "%s %d%s".formatted(arrival.operation(), arrival.code(), arrival.changed() ? "!" : ""))
                .toList();
    }

    @Override
    public void close() throws IOException {
        http.shutdownNow();
        range.close();
    }
}
