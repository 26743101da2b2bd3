package dev.cordon.lab.chaos.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Requests that are HTTP, and not what the hooks are for.
final class HeadChange {
    private static final List<String> NO_ALERT_TYPES = List.of(
            "text/xml",
            "application/xml",
            "application/octet-stream",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "application/problem+json",
            "text/html",
            "image/png",
            "*/*",
            "json",
            "application/",
            "/",
            ";",
            "application/json, text/xml",
            "\u00e4\u00f6\u00fc/\u00df",
            "application/" + "j".repeat(3000));

    private static final List<String> JSON_TYPES = List.of(
            "application/json; charset=utf-8",
            "Application/JSON;charset=UTF-8",
            "application/json ; charset=\"utf-8\"",
            "application/json;charset=utf-8;odata=verbose");

    private static final List<String> STRANGE_TYPES = List.of(
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json; charset=",
            "application/json; charset",
            "application/json;;;",
            "application/json; charset=\"",
            "application/json; q=0");

    private static final List<String> STRANGE_PATHS = List.of(
            "/hooks",
            "/hooks/",
            "/hooks//wazuh",
            "/hooks/wazuh/",
            "/hooks/wazuh/more",
            "/hooks/wazuh;x=y",
            "/hooks/%77azuh",
            "/hooks/%00",
            "/hooks/%2e%2e",
            "/hooks/%2F",
            "/hooks/%ff%fe",
            "/hooks/%zz",
            "/hooks/%",
            "/hooks/wazuh?%%%",
            "/hooks/WAZUH",
            "/hooks/nobody",
            "/hooks/'%20or%201=1",
            "/hooks/" + "a".repeat(3000),
            "/hooks/wazuh?token=x&token=y&" + "a=b&".repeat(300),
            "/hooks/wazuh#fragment",
            "/HOOKS/wazuh",
            "//hooks/wazuh",
            "/./hooks/../hooks/wazuh",
            "/internal/ledger/claims",
            "/nowhere");

    private static final List<String> ODD_HEADERS = List.of(
            "X-Empty:",
            "X-Long: " + "v".repeat(4000),
            "X-Utf8: \u00e4\u00f6\u00fc\ud83d\ude00",
            "Accept: application/json",
            "Accept-Charset: utf-16",
            "Accept-Language: tlh",
            "Cookie: a=b; q_session=nonsense; =; ;;",
            "Referer: \"><script>",
            "User-Agent: () { :;}; echo",
            "X-Forwarded-For: 127.0.0.1, ' or 1=1",
            "Forwarded: for=\"[::1]:x\"",
            "X-Http-Method-Override: DELETE",
            "Traceparent: 00-zz-zz-zz",
            "If-Match: *",
            "Range: bytes=0-0",
            "Idempotency-Key: " + "k".repeat(500),
            "Expect: 100-continue");

    private HeadChange() {}

    static Shot noAlertType(Draft draft) {
        var sample = draft.json();
        var body = draft.bytes(sample);
        var request = draft.request(sample, body).without("content-type");
        var type = draft.chance().once(8) ? "" : draft.chance().pick(NO_ALERT_TYPES);
        return draft.kept(type.isEmpty() ? request : request.with("Content-Type: " + type), Expectation.REFUSED);
    }

    static Shot jsonType(Draft draft) {
        return typed(draft, JSON_TYPES, Expectation.TAKEN);
    }

    static Shot strangeType(Draft draft) {
        return typed(draft, STRANGE_TYPES, Expectation.OPEN);
    }

    private static Shot typed(Draft draft, List<String> types, Expectation expected) {
        var sample = draft.json();
        return draft.kept(draft.door(sample).request(draft.chance().pick(types), draft.bytes(sample)), expected);
    }

    static Shot compressed(Draft draft) {
        var sample = draft.any();
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            // a bomb for whoever unpacks it
            out.write(draft.chance().once(4) ? new byte[20 * Extreme.LARGEST] : draft.bytes(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var encoding = draft.chance().pick(List.of("gzip", "deflate", "br", "zstd", "gzip, gzip", "nonsense"));
        return draft.kept(
                draft.request(sample, zipped.toByteArray()).with("Content-Encoding: " + encoding), Expectation.REFUSED);
    }

    static Shot wrongSecret(Draft draft) {
        var sample = draft.any();
        var door = draft.door(sample);
        var secret = draft.chance()
                .pick(List.of(
                        door.secret() + "x",
                        door.secret().substring(1),
                        door.secret().toLowerCase(java.util.Locale.ROOT) + "-",
                        "wrong-wrong-wrong-wrong",
                        "%00",
                        "x".repeat(3000)));
        return draft.kept(
                door.withSecret(secret).request(sample.mediaType(), draft.bytes(sample)), Expectation.REFUSED);
    }

    static Shot noProof(Draft draft) {
        var sample = draft.any();
        var door = draft.door(sample);
        var request = new Request(
                "POST /hooks/%s HTTP/1.1".formatted(door.name()),
                List.of("Host: cordon.example", "Content-Type: " + sample.mediaType()),
                draft.bytes(sample));
        var more = draft.chance()
                .pick(List.of(
                        "",
                        "Authorization:",
                        "Authorization: Bearer",
                        "Authorization: Bearer ",
                        "Authorization: Basic !!!",
                        "Authorization: Digest username=\"a\"",
                        "X-Cordon-Signature: sha256=",
                        "X-Cordon-Signature: sha256=00",
                        "X-Cs-Primary-Signature: ===="));
        return draft.kept(more.isEmpty() ? request : request.with(more), Expectation.REFUSED);
    }

    static Shot staleSignature(Draft draft) {
        var sample = draft.of("ocsf", "crowdstrike");
        var away = Duration.ofSeconds(draft.chance().between(310, 1_000_000_000));
        var at = draft.chance().once(2)
                ? Instant.now().minus(away)
                : Instant.now().plus(away);
        return draft.kept(draft.door(sample).request(sample.mediaType(), draft.bytes(sample), at), Expectation.REFUSED);
    }

    static Shot forgedSignature(Draft draft) {
        var sample = draft.of("ocsf", "crowdstrike");
        var request = draft.request(sample, draft.bytes(sample));
        var time = sample.kind().equals("ocsf") ? "x-cordon-timestamp" : "x-cs-delivery-timestamp";
        return draft.kept(
                switch (draft.chance().below(4)) {
                    case 0 -> request.body(ByteChange.trailing(request.body(), draft.chance()));
                    case 1 -> request.without(time);
                    case 2 ->
                        request.without(time)
                                .with(time + ": "
                                        + draft.chance()
                                                .pick(List.of("", "0", "-1", "99999999999", "1e9", "now", "\u0661")));
                    default -> request.with(time + ": 1");
                },
                Expectation.REFUSED);
    }

    static Shot strangePath(Draft draft) {
        var sample = draft.json();
        var request = draft.request(sample, draft.bytes(sample));
        return draft.sent(
                request,
                request.line("POST %s HTTP/1.1".formatted(draft.chance().pick(STRANGE_PATHS)))
                        .bytes(),
                Manner.ALONE,
                Expectation.OPEN);
    }

    static Shot otherMethod(Draft draft) {
        var sample = draft.json();
        var request = draft.request(sample, draft.bytes(sample));
        var method = draft.chance().pick(List.of("GET", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "BREW"));
        return draft.sent(
                request,
                request.line("%s /hooks/%s HTTP/1.1"
                                .formatted(method, draft.door(sample).name()))
                        .bytes(),
                Manner.ALONE,
                Expectation.REFUSED);
    }

    static Shot oddHeaders(Draft draft) {
        var sample = draft.any();
        var request = draft.request(sample, draft.bytes(sample));
        for (var times = draft.chance().between(1, 6); times > 0; times--) {
            request = request.with(draft.chance().pick(ODD_HEADERS).replaceFirst("^X-Long", "X-Long-" + times));
        }
        var size = request.head("").length;
        return draft.kept(request, size < 15_000 ? Expectation.TAKEN : Expectation.OPEN);
    }

    static Shot unacceptable(Draft draft) {
        var sample = draft.any();
        return draft.kept(
                draft.request(sample, draft.bytes(sample))
                        .with("Accept: " + draft.chance().pick(List.of("image/png", "text/html;q=", "/", ""))),
                Expectation.OPEN);
    }
}
