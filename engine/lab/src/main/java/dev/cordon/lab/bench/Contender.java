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
        return Connection.post(address, authorization, alert.apply(flow.name).getBytes(StandardCharsets.UTF_8));
    }
}
