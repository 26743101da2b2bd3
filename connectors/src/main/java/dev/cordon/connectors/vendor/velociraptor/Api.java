package dev.cordon.connectors.vendor.velociraptor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.line.Line;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The server's API. Both sides show a certificate of the server's own authority; the server's name in it is not the
/// host's. Dials only the address in the configuration file.
final class Api {
    private static final int CAP = 4 << 20;
    private static final Metadata.Key<String> ACTION =
            Metadata.Key.of("x-cordon-action", Metadata.ASCII_STRING_MARSHALLER);

    private final Path file;
    private final Line line;
    private @Nullable ManagedChannel channel;

    Api(Path file, Line line) {
        this.file = file;
        this.line = line;
    }

    Line line() {
        return line;
    }

    ApiClient client() {
        return ApiClient.read(file);
    }

    /// A query that changes nothing. May be sent more than once.
    Rows read(String query, Map<String, String> env) {
        return line.read(left -> rows(query, env, left.get(), new Metadata()), Rows.class);
    }

    /// A query that changes something. Is sent once, and not after the ask has run out.
    Rows write(String query, Map<String, String> env, Ask ask) {
        var headers = new Metadata();
        headers.put(ACTION, ask.actionId());
        return line.write(ask, left -> rows(query, env, left.get(), headers), Rows.class);
    }

    /// Rows of any number, one JSON object a line.
    ///
    /// @throws IOException from `out` only
    void copy(String query, Map<String, String> env, Duration limit, OutputStream out) throws IOException {
        try {
            line.patient(() -> {
                each(query, env, limit, new Metadata(), part -> {
                    try {
                        for (var row : rows(part)) {
                            out.write(Json.bytes(row));
                            out.write('\n');
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// @param logged whether the server had something to say besides the rows: an unknown artifact or a
    /// missing right is said there, with the status of a success
    record Rows(List<JsonNode> all, boolean logged) {}

    private Rows rows(String query, Map<String, String> env, Duration limit, Metadata headers) {
        var all = new ArrayList<JsonNode>();
        var size = new int[1];
        var logged = new boolean[1];
        each(query, env, limit, headers, part -> {
            size[0] += part.lines().length() + part.array().length();
            if (size[0] > CAP) {
                throw new VendorException.Unavailable("unreadable answer: it does not end");
            }
            logged[0] |= !part.log().isBlank();
            all.addAll(rows(part));
        });
        return new Rows(List.copyOf(all), logged[0]);
    }

    private static List<JsonNode> rows(QueryMethod.Part part) {
        var rows = new ArrayList<JsonNode>();
        if (!part.lines().isEmpty()) {
            part.lines()
                    .lines()
                    .filter(text -> !text.isBlank())
                    .forEach(text -> rows.add(Json.read(Buffer.buffer(text), JsonNode.class)));
        } else if (!part.array().isEmpty()) {
            Json.read(Buffer.buffer(part.array()), JsonNode.class).forEach(rows::add);
        }
        if (rows.size() < part.rows() || rows.stream().anyMatch(row -> !row.isObject())) {
            throw new VendorException.Unavailable("unreadable answer: not the rows that were announced");
        }
        return rows;
    }

    private void each(
            String query, Map<String, String> env, Duration limit, Metadata headers, Consumer<QueryMethod.Part> parts) {
        var options = within(limit);
        var open = ClientInterceptors.intercept(channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
        // what is left unread is cancelled with this context, so that nothing goes on behind our back
        var context = io.grpc.Context.current().withCancellation();
        var before = context.attach();
        try {
            ClientCalls.blockingServerStreamingCall(open, QueryMethod.QUERY, options, new QueryMethod.Vql(query, env))
                    .forEachRemaining(parts);
        } catch (StatusRuntimeException e) {
            throw sorted(e);
        } finally {
            context.detach(before);
            context.close();
        }
    }

    /// A part of a file in the server's store; empty beyond its end. Neither counted nor tried again here.
    byte[] part(BufferMethod.Wanted wanted, Duration limit) {
        try {
            return ClientCalls.blockingUnaryCall(channel(), BufferMethod.BUFFER, within(limit), wanted);
        } catch (StatusRuntimeException e) {
            throw sorted(e);
        }
    }

    private static CallOptions within(Duration limit) {
        if (!limit.isPositive()) {
            throw new VendorException.Unavailable("too late to send; nothing was sent");
        }
        return CallOptions.DEFAULT.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized ManagedChannel channel() {
        if (channel == null) {
            channel = open(client());
        }
        return channel;
    }

    private static ManagedChannel open(ApiClient client) {
        try {
            var credentials = TlsChannelCredentials.newBuilder()
                    .trustManager(stream(client.authority()))
                    .keyManager(stream(client.certificate()), stream(PrivateKeyPem.pkcs8(client.key())))
                    .build();
            return Grpc.newChannelBuilder("dns:///" + client.address(), credentials)
                    .overrideAuthority(client.serverName())
                    .proxyDetector(address -> null)
                    .disableServiceConfigLookUp()
                    .disableRetry()
                    .maxInboundMessageSize(2 * CAP)
                    .idleTimeout(1, TimeUnit.MINUTES)
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            // its message may quote the key
            throw ApiClient.broken("its certificates or its key cannot be used");
        }
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static VendorException sorted(StatusRuntimeException failure) {
        for (Throwable reason = failure; reason != null; reason = reason.getCause()) {
            if (reason instanceof VendorException ours) {
                return ours;
            }
            if (reason instanceof SSLException) {
                return new VendorException.Unavailable("the vendor's certificate is not trusted, or ours is not");
            }
        }
        return switch (failure.getStatus().getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new VendorException.Misconfigured("Velociraptor does not permit this to our certificate");
            case DEADLINE_EXCEEDED, CANCELLED -> new VendorException.Unavailable("the vendor did not answer in time");
            case RESOURCE_EXHAUSTED, INTERNAL, DATA_LOSS ->
                new VendorException.Unavailable("unreadable answer: the call broke off");
            case INVALID_ARGUMENT, UNIMPLEMENTED ->
                new VendorException.Refused("bad-request", "Velociraptor refused the request");
            default -> new VendorException.Unavailable("the connection to the vendor failed");
        };
    }
}
