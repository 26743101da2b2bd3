package dev.cordon.lab.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// What is measured: where its alerts go, and what they look like.
///
/// @param authorization the header's value; empty for none
/// @param alert the body for a host's name
/// @param flows its alerts
record Contender(String name, URI address, String authorization, UnaryOperator<String> alert, Flows flows) {

    byte[] request(Flow flow) {
        var body = alert.apply(flow.name).getBytes(StandardCharsets.UTF_8);
        var head = """
                POST %s HTTP/1.1
                Host: %s
                Content-Type: application/json
                Accept: application/json
                %sContent-Length: %d

                """.formatted(
                        address.getPath(),
                        address.getAuthority(),
                        authorization.isEmpty() ? "" : "Authorization: " + authorization + "\n",
                        body.length)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }
}
