package dev.cordon.connectors.vendor.velociraptor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A Velociraptor server that says what it was told to, over the real wire with both certificates.
final class FakeServer implements AutoCloseable {
    static final Authority AUTHORITY = new Authority("Velociraptor CA");
    private static final Authority.Issued OURS = AUTHORITY.issue("VelociraptorServer", Duration.ofDays(1));
    static final Authority.Issued CLIENT = AUTHORITY.issue("cordon", Duration.ofDays(365));

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    /// Of the store: which part was asked for, and where.
    final List<Part> parts = new CopyOnWriteArrayList<>();
    /// Files in the store by their place, joined by slashes.
    final Map<String, byte[]> store = new ConcurrentHashMap<>();
    /// What a part is answered with instead of the store, if something.
    volatile @Nullable Function<Part, byte[]> answersPart;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Server server;

    /// @param action the header that names our action; null on reads
    record Asked(
            String query, Map<String, String> env, @Nullable String action) {}

    record Part(List<String> components, long offset, int length) {}

    /// @param part the fields of the answer; null: none comes
    private record Answer(List<byte[]> parts, @Nullable Status status) {}

    FakeServer() throws IOException {
        var bytes = new MethodDescriptor.Marshaller<byte[]>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        var method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName("proto.API/Query")
                .setRequestMarshaller(bytes)
                .setResponseMarshaller(bytes)
                .build();
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        TlsServerCredentials.newBuilder()
                                .keyManager(stream(OURS.certificate()), stream(PrivateKeyPem.pkcs8(OURS.key())))
                                .trustManager(stream(AUTHORITY.certificate()))
                                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                                .build())
                .addService(ServerServiceDefinition.builder("proto.API")
                        .addMethod(method, this::called)
                        .addMethod(
                                method.toBuilder()
                                        .setType(MethodDescriptor.MethodType.UNARY)
                                        .setFullMethodName("proto.API/VFSGetBuffer")
                                        .build(),
                                (call, headers) -> partWanted(call))
                        .build())
                .build()
                .start();
    }

    private ServerCall.Listener<byte[]> called(ServerCall<byte[], byte[]> call, Metadata headers) {
        call.request(1);
        var action = headers.get(Metadata.Key.of("x-cordon-action", Metadata.ASCII_STRING_MARSHALLER));
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                var query = read(message, action);
                asked.add(query);
                var answer = answers.entrySet().stream()
                        .filter(known -> query.query.contains(known.getKey()))
                        .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                        .map(Map.Entry::getValue)
                        .orElseGet(() -> new Answer(List.of(), Status.OK));
                if (answer.status == null) {
                    return;
                }
                call.sendHeaders(new Metadata());
                answer.parts.forEach(call::sendMessage);
                call.close(answer.status, new Metadata());
            }
        };
    }

    private ServerCall.Listener<byte[]> partWanted(ServerCall<byte[], byte[]> call) {
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                var part = wanted(message);
                parts.add(part);
                var other = answersPart;
                var stored = store.get(String.join("/", part.components));
                byte[] bytes;
                if (other != null) {
                    bytes = other.apply(part);
                } else if (stored != null) {
                    bytes = piece(stored, part);
                } else {
                    call.close(Status.UNKNOWN, new Metadata());
                    return;
                }
                call.sendHeaders(new Metadata());
                call.sendMessage(bytesField(bytes));
                call.close(Status.OK, new Metadata());
            }
        };
    }

    private static byte[] piece(byte[] whole, Part part) {
        var from = (int) Math.min(part.offset, whole.length);
        return Arrays.copyOfRange(whole, from, Math.min(whole.length, from + part.length));
    }

    private static byte[] bytesField(byte[] data) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            if (data.length > 0) {
                out.writeByteArray(5, data);
            }
            out.writeString(99, "a field of a newer server");
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Part wanted(byte[] message) {
        try {
            var in = CodedInputStream.newInstance(message);
            var components = new ArrayList<String>();
            var offset = 0L;
            var length = 0;
            for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 3 -> offset = in.readUInt64();
                    case 4 -> length = in.readUInt32();
                    case 6 -> components.add(in.readString());
                    default -> throw new IllegalArgumentException("a field that a server does not expect");
                }
            }
            return new Part(components, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Rows for a query that contains this text; the longest text that fits counts.
    void answers(String query, String... rows) {
        put(query, new Answer(List.of(part(10, String.join("\n", rows), rows.length, "")), Status.OK));
    }

    void answersInParts(String query, String... parts) {
        put(
                query,
                new Answer(
                        List.of(parts).stream().map(row -> part(10, row, 1, "")).toList(), Status.OK));
    }

    void answersAsArray(String query, String array) {
        put(query, new Answer(List.of(part(1, array, 0, "")), Status.OK));
    }

    void answersRaw(String query, byte[] bytes) {
        put(query, new Answer(List.of(bytes), Status.OK));
    }

    void logs(String query, String row, String log) {
        put(query, new Answer(List.of(part(10, row, 1, ""), part(10, "", 0, log)), Status.OK));
    }

    void fails(String query, Status status) {
        put(query, new Answer(List.of(), status));
    }

    void staysSilent(String query) {
        put(query, new Answer(List.of(), null));
    }

    private void put(String query, Answer answer) {
        answers.remove(query);
        answers.put(query, answer);
    }

    long sent(String query) {
        return asked.stream().filter(one -> one.query.contains(query)).count();
    }

    Path config(Path folder) throws IOException {
        return config(folder, AUTHORITY, CLIENT);
    }

    Path config(Path folder, Authority authority, Authority.Issued client) throws IOException {
        return Files.writeString(folder.resolve("api_client.yaml"), """
                ca_certificate: |
                %s
                client_cert: |
                %s
                client_private_key: |
                %s
                api_connection_string: 127.0.0.1:%d
                name: cordon
                """.formatted(
                        authority.certificate().indent(2),
                        client.certificate().indent(2),
                        client.key().indent(2),
                        server.getPort()));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    static byte[] part(int field, String text, int rows, String log) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            out.writeString(2, "Column");
            out.writeUInt64(7, rows);
            out.writeString(field, text);
            out.writeString(9, log);
            out.writeString(99, "a field of a newer server");
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asked read(byte[] message, @Nullable String action) {
        var env = new LinkedHashMap<String, String>();
        var query = new StringBuilder();
        each(CodedInputStream.newInstance(message), (field, value) -> {
            if (field == 2) {
                each(CodedInputStream.newInstance(value), (inner, text) -> {
                    if (inner == 1) {
                        query.append(new String(text, StandardCharsets.UTF_8));
                    }
                });
            } else if (field == 3) {
                var pair = new String[] {"", ""};
                each(
                        CodedInputStream.newInstance(value),
                        (inner, text) -> pair[inner - 1] = new String(text, StandardCharsets.UTF_8));
                env.put(pair[0], pair[1]);
            }
        });
        return new Asked(query.toString(), env, action);
    }

    private interface Field {
        void is(int number, byte[] value);
    }

    private static void each(CodedInputStream in, Field field) {
        try {
            for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    field.is(WireFormat.getTagFieldNumber(tag), in.readByteArray());
                } else {
                    in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
