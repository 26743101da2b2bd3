package dev.cordon.lab.chaos.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An HTTP request before it is bytes; nothing checks that it is a good one.
///
/// @param headers whole lines, in order, without those that say how long the body is
record Request(String line, List<String> headers, byte[] body) {

    Request line(String other) {
        return new Request(other, headers, body);
    }

    Request body(byte[] other) {
        return new Request(line, headers, other);
    }

    Request with(String header) {
        var more = new ArrayList<>(headers);
        more.add(header);
        return new Request(line, more, body);
    }

    /// @param name in lower case
    Request without(String name) {
        return new Request(
                line,
                headers.stream()
                        .filter(header ->
                                !header.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                        .toList(),
                body);
    }

    byte[] bytes() {
        return bytes("Content-Length: " + body.length);
    }

    /// @param framing the header that says how long the body is
    byte[] bytes(String framing) {
        return ByteChange.joined(head(framing), body);
    }

    byte[] head(String framing) {
        var text = new StringBuilder(line).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        if (!framing.isEmpty()) {
            text.append(framing).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /// In chunks of any size.
    byte[] chunked(Chance chance) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head("Transfer-Encoding: chunked"));
        for (var at = 0; at < body.length; ) {
            var size = Math.min(body.length - at, chance.between(1, Math.max(1, body.length / 3)));
            var extension = chance.once(4) ? ";a=\"b\"" : "";
            out.writeBytes((Integer.toHexString(size) + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, size);
            out.writeBytes(new byte[] {'\r', '\n'});
            at += size;
        }
        out.writeBytes(
                (chance.once(4) ? "0\r\nX-Trailer: a\r\n\r\n" : "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
