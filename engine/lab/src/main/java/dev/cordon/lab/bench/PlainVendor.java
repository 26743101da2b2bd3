package dev.cordon.lab.bench;

import dev.cordon.lab.range.HttpPort;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/// The three addresses the bare adapter calls: `/lookup/<name>`, `/contain/<name>`, `/status/<name>`.
/// Served by the code that serves the range, so that neither contender has the faster vendor.
final class PlainVendor implements AutoCloseable {
    private final Flows flows;
    private final HttpPort port;

    PlainVendor(Flows flows) throws IOException {
        this.flows = flows;
        port = new HttpPort(0, this::handle);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    private Reply handle(Request request) {
        var words = request.path().split("/", 3);
        var name = words.length == 3 ? words[2] : "";
        return switch (request.method() + " " + words[words.length == 3 ? 1 : 0]) {
            case "GET lookup" -> Reply.json(200, Map.of("id", name));
            case "POST contain" -> {
                flows.contained(name, request.nanos());
                yield Reply.json(200, Map.of("accepted", true));
            }
            case "GET status" -> {
                flows.finished(name, request.nanos());
                yield Reply.json(200, Map.of("contained", true));
            }
            default -> Reply.none(404);
        };
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
