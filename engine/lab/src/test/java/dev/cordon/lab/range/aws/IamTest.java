package dev.cordon.lab.range.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.range.Fault;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.range.RangeConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IamTest {
    private static final String DENY = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Cordon","Effect":"Deny","Action":"*","Resource":"*"}]}""";

    @TempDir
    Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Range range;

    @BeforeEach
    void start() throws IOException {
        range = Range.start(RangeConfig.of(directory.resolve("witness.ndjson"), "secret"));
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        range.close();
    }

    @Test
    void a_user_is_denied_everything_and_their_key_set_inactive_and_both_are_seen() throws Exception {
        var key = asked("ListAccessKeys", Map.of()).body().replaceAll("(?s).*?<AccessKeyId>(AKIA[^<]*)<.*", "$1");

        asked("PutUserPolicy", Map.of("PolicyName", "CordonDenyAll", "PolicyDocument", DENY));
        asked("UpdateAccessKey", Map.of("AccessKeyId", key, "Status", "Inactive"));

        assertThat(asked("ListAccessKeys", Map.of()).body()).doesNotContain(">Active<");
        assertThat(asked("GetUserPolicy", Map.of("PolicyName", "CordonDenyAll")).body())
                .contains("%22Effect%22%3A%22Deny%22");
        asked("DeleteUserPolicy", Map.of("PolicyName", "CordonDenyAll"));
        assertThat(asked("GetUserPolicy", Map.of("PolicyName", "CordonDenyAll")).statusCode())
                .isEqualTo(404);
        assertThat(range.arrivals())
                .extracting(Arrival::operation, Arrival::host, Arrival::action, Arrival::changed)
                .containsExactly(
                        tuple("PutUserPolicy", "m.keller.aws", "action-1", true),
                        tuple("UpdateAccessKey", "m.keller.aws", "action-1", true),
                        tuple("DeleteUserPolicy", "m.keller.aws", "action-1", true));
        assertThat(range.arrivals().getFirst().after()).startsWith("disabled");
        assertThat(range.arrivals().getLast().after()).startsWith("enabled");
    }

    @Test
    void a_change_that_does_not_say_whom_it_concerns_hits_the_caller() throws Exception {
        assertThat(sent("UpdateLoginProfile", Map.of("Password", "long enough for anybody"), "key")
                        .statusCode())
                .isEqualTo(200);

        assertThat(range.arrivals()).extracting(Arrival::target).containsExactly("cordon");
    }

    @Test
    void a_request_that_is_signed_with_another_key_or_after_signing_changed_is_refused() throws Exception {
        assertThat(sent("GetUser", Map.of("UserName", "m.keller.aws"), "another")
                        .body())
                .contains("SignatureDoesNotMatch");
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(range.url() + "/aws/"))
                                        .POST(HttpRequest.BodyPublishers.ofString("Action=GetUser"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void being_asked_too_often_is_a_400() throws Exception {
        range.arrange(Fault.of(Fault.Kind.RATE_LIMIT, "GetUser"));

        var answer = asked("GetUser", Map.of());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>Throttling</Code>");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    private HttpResponse<String> asked(String action, Map<String, String> parameters) throws Exception {
        var more = new TreeMap<>(parameters);
        more.put("UserName", "m.keller.aws");
        return sent(action, more, "key");
    }

    private HttpResponse<String> sent(String action, Map<String, String> parameters, String secret) throws Exception {
        var fields = new TreeMap<>(parameters);
        fields.put("Action", action);
        fields.put("Version", "2010-05-08");
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var settings = range.settings(List.of("aws"));
        var time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        var address = URI.create(settings.get("CORDON_VENDOR_AWS_URL") + "/");
        var canonical = "POST\n/aws/\n\nhost:%s\nx-amz-date:%s\n\nhost;x-amz-date\n%s"
                .formatted(address.getAuthority(), time, hash(body));
        var scope = time.substring(0, 8) + "/us-east-1/iam/aws4_request";
        var signing = ("AWS4" + (secret.equals("key") ? settings.get("CORDON_VENDOR_AWS_SECRET_ACCESS_KEY") : secret))
                .getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            signing = mac(signing, part);
        }
        var signature = HexFormat.of()
                .formatHex(mac(signing, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(canonical)));
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Cordon-Action", "action-1")
                        .header("X-Amz-Date", time)
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host;x-amz-date, Signature=%s"
                                        .formatted(settings.get("CORDON_VENDOR_AWS_ACCESS_KEY_ID"), scope, signature))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] mac(byte[] key, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String text) throws Exception {
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
