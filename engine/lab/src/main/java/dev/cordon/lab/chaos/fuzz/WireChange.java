package dev.cordon.lab.chaos.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Requests as no HTTP client would send them.
final class WireChange {
    private static final List<String> LENGTHS = List.of(
            "-1",
            "abc",
            "1e3",
            "99999999999999999999",
            "+5",
            "0x10",
            "",
            "5 5",
            "5, 6",
            "\u0661",
            "9223372036854775807");

    private static final List<String> CHUNKS = List.of(
            "zz\r\n{}\r\n0\r\n\r\n",
            "-1\r\n{}\r\n0\r\n\r\n",
            "ffffffffffffffffff\r\n{}",
            "7fffffff\r\n{}",
            "2\r\n{}XX0\r\n\r\n",
            "2;" + "e".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n",
            "\r\n\r\n",
            "0\r\nno trailer\r\n\r\n",
            "0\r\n" + "X-T: t\r\n".repeat(5000) + "\r\n");

    private static final List<String> LINES = List.of(
            "POST",
            "POST /hooks/wazuh",
            "POST  /hooks/wazuh  HTTP/1.1",
            "POST /hooks/wazuh HTTP/9.9",
            "POST /hooks/wazuh HTTP/1.1 HTTP/1.1",
            "POST /hooks/wazuh http/1.1",
            "POST hooks/wazuh HTTP/1.1",
            "POST * HTTP/1.1",
            "POST http://user@evil.example/hooks/wazuh HTTP/1.1",
            "POST /hooks/\u0000 HTTP/1.1",
            "POST /hooks/\u00e4\u00f6 HTTP/1.1",
            "POST /hooks/wazuh?{}|\\^` HTTP/1.1",
            "POST /hooks/wazuh HTTP/1.0",
            "P\u0000ST /hooks/wazuh HTTP/1.1",
            "CONNECT evil.example:443 HTTP/1.1",
            "PRI * HTTP/2.0",
            "G".repeat(20_000) + " / HTTP/1.1",
            "POST /" + "p".repeat(100_000) + " HTTP/1.1");

    private static final List<String> HEADERS = List.of(
            "no colon",
            ": no name",
            "Spaced Name: x",
            "Space-Before : x",
            "X-Nul: a\u0000b",
            "X-Fold: a\r\n folded",
            "X-Cr: a\rb",
            "X-Bell: \u0007",
            "\u00e4: x",
            "Host: second.example",
            "Host: ",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: chunked, identity",
            "Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
            "Expect: nonsense",
            "X-Long: " + "v".repeat(40_000),
            "X-Many: m\r\n".repeat(5_000) + "X-Last: l");

    private WireChange() {}

    static Shot chunked(Draft draft) {
        var sample = draft.any();
        var request = draft.request(sample, draft.bytes(sample));
        return draft.sent(request, request.chunked(draft.chance()), Manner.KEPT, Expectation.TAKEN);
    }

    static Shot chunkedTooLarge(Draft draft) {
        var sample = draft.json();
        var request = draft.request(sample, Extreme.tooLarge(draft.tree(sample), draft.chance()));
        return draft.sent(request, request.chunked(draft.chance()), Manner.ALONE, Expectation.REFUSED);
    }

    static Shot inManner(Draft draft, Manner manner) {
        var sample = draft.any();
        var request = draft.request(sample, draft.bytes(sample));
        return draft.sent(request, request.bytes(), manner, Expectation.TAKEN);
    }

    static Shot pipelined(Draft draft) {
        var sample = draft.any();
        return draft.pipelined(
                draft.request(sample, draft.bytes(sample)), draft.chance().between(2, 6));
    }

    static Shot lengthTooLong(Draft draft) {
        var request = request(draft);
        var more = draft.chance().pick(List.of(1, 100, 1_000_000, 900_000_000));
        return unheard(
                draft, request, request.bytes("Content-Length: " + (request.body().length + more)), Manner.HALF_CLOSED);
    }

    static Shot lengthTooShort(Draft draft) {
        var request = request(draft);
        var length = draft.chance().below(request.body().length);
        var seen = request.body(Arrays.copyOf(request.body(), length));
        return unheard(draft, seen, request.bytes("Content-Length: " + length), Manner.ALONE);
    }

    static Shot badLength(Draft draft) {
        var request = request(draft);
        return unheard(
                draft,
                request,
                request.bytes("Content-Length: " + draft.chance().pick(LENGTHS)),
                Manner.HALF_CLOSED);
    }

    static Shot twoLengths(Draft draft) {
        var request = request(draft);
        var length = request.body().length;
        var other = draft.chance()
                .pick(List.of(
                        "Content-Length: " + length,
                        "Content-Length: " + (length - 1),
                        "Content-Length: 0",
                        "Transfer-Encoding: chunked",
                        "Transfer-Encoding: \u000bchunked"));
        return unheard(draft, request, request.bytes("Content-Length: " + length + "\r\n" + other), Manner.HALF_CLOSED);
    }

    static Shot badChunk(Draft draft) {
        var request = request(draft).body(draft.chance().pick(CHUNKS).getBytes(StandardCharsets.UTF_8));
        return unheard(draft, request, request.bytes("Transfer-Encoding: chunked"), Manner.HALF_CLOSED);
    }

    static Shot badLine(Draft draft) {
        var request = request(draft);
        return unheard(draft, request, request.line(draft.chance().pick(LINES)).bytes(), Manner.HALF_CLOSED);
    }

    static Shot badHeader(Draft draft) {
        var request = request(draft);
        return unheard(
                draft, request, request.with(draft.chance().pick(HEADERS)).bytes(), Manner.HALF_CLOSED);
    }

    static Shot noHost(Draft draft) {
        var request = request(draft);
        return unheard(draft, request, request.without("host").bytes(), Manner.ALONE);
    }

    static Shot garbage(Draft draft) {
        var chance = draft.chance();
        var hello = new byte[] {0x16, 3, 1, 1, 0, 1, 0, 0, (byte) 0xFC, 3, 3};
        var noise = chance.bytes(chance.between(1, 4000));
        var wire = switch (chance.below(4)) {
            case 0 -> ByteChange.joined(hello, noise);
            case 1 -> ByteChange.joined("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII), noise);
            case 2 -> "\r\n".repeat(chance.between(1, 5000)).getBytes(StandardCharsets.US_ASCII);
            default -> noise;
        };
        return unheard(draft, request(draft), wire, Manner.HALF_CLOSED);
    }

    static Shot broken(Draft draft, Manner manner) {
        var request = request(draft);
        var whole = draft.chance().once(3) ? request.chunked(draft.chance()) : request.bytes();
        return unheard(draft, request, Arrays.copyOf(whole, draft.chance().below(whole.length)), manner);
    }

    /// Within the body.
    static Shot stalled(Draft draft) {
        var request = request(draft);
        var whole = draft.chance().once(2) ? request.chunked(draft.chance()) : request.bytes();
        var least = request.bytes().length - request.body().length + 30;
        return unheard(
                draft,
                request,
                Arrays.copyOf(whole, Math.min(whole.length - 6, draft.chance().between(least, whole.length - 6))),
                Manner.STALLED);
    }

    static Shot stalledHead(Draft draft) {
        var request = request(draft);
        var head = request.head("Content-Length: " + request.body().length);
        return unheard(draft, request, Arrays.copyOf(head, draft.chance().below(head.length)), Manner.STALLED);
    }

    private static Request request(Draft draft) {
        var sample = draft.any();
        return draft.request(sample, draft.bytes(sample));
    }

    private static Shot unheard(Draft draft, Request request, byte[] wire, Manner manner) {
        return draft.sent(request, wire, manner, Expectation.UNHEARD);
    }
}
