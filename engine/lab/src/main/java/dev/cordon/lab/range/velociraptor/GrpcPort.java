package dev.cordon.lab.range.velociraptor;

import dev.cordon.lab.range.Reply;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;

/// `proto.API/Query` and `VFSGetBuffer` on loopback, for callers with a certificate of our authority.
final class GrpcPort {
    private static final Metadata.Key<String> ACTION =
            Metadata.Key.of("x-cordon-action", Metadata.ASCII_STRING_MARSHALLER);
    private static final Pattern PART = Pattern.compile("(?<=-----END (?:PRIVATE KEY|CERTIFICATE)-----\n)");
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
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

    private final Server server;

    /// @param pem key, certificate and authority, in this order
    GrpcPort(int number, String pem, Function<Query, Reply> answer, Function<byte[], Reply> part) throws IOException {
        var parts = PART.splitAsStream(pem).toList();
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), number),
                        TlsServerCredentials.newBuilder()
                                .keyManager(stream(parts.get(1)), stream(parts.get(0)))
                                .trustManager(stream(parts.get(2)))
                                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                                .build())
                .addService(ServerServiceDefinition.builder("proto.API")
                        .addMethod(
                                method("Query", MethodDescriptor.MethodType.SERVER_STREAMING),
                                (call, headers) -> called(
                                        call,
                                        message -> answer.apply(Query.read(message, action(headers))),
                                        Query::part))
                        .addMethod(
                                method("VFSGetBuffer", MethodDescriptor.MethodType.UNARY),
                                (call, headers) -> called(call, part, Store::message))
                        .build())
                .build()
                .start();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName("proto.API/" + name)
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build();
    }

    private static String action(Metadata headers) {
        var action = headers.get(ACTION);
        return action == null ? "" : action;
    }

    private static ServerCall.Listener<byte[]> called(
            ServerCall<byte[], byte[]> call, Function<byte[], Reply> answer, Function<Reply, byte[]> message) {
        // one more than a unary call has, or its end is not heard
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] request) {
                var reply = answer.apply(request);
                var status = status(reply);
                if (status.isOk()) {
                    call.sendHeaders(new Metadata());
                    call.sendMessage(message.apply(reply));
                }
                call.close(status, new Metadata());
            }
        };
    }

    /// Faults are made for HTTP; here they become what a caller over gRPC would see.
    private static Status status(Reply reply) {
        return switch (reply.ending()) {
            case CLOSED, RESET, ENDLESS -> Status.UNAVAILABLE;
            case WHOLE, TRUNCATED ->
                switch (reply.status()) {
                    case 200 -> Status.OK;
                    case 401 -> Status.UNAUTHENTICATED;
                    case 403 -> Status.PERMISSION_DENIED;
                    case 429 -> Status.RESOURCE_EXHAUSTED;
                    default -> reply.status() < 500 ? Status.INVALID_ARGUMENT : Status.UNAVAILABLE;
                };
        };
    }

    private static InputStream stream(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }

    void close() {
        server.shutdownNow();
    }
}
