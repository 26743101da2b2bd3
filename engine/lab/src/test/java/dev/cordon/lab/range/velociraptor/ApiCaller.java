package dev.cordon.lab.range.velociraptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.cordon.lab.range.Reply;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Somebody with the configuration file of an API client.
final class ApiCaller implements AutoCloseable {
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
    private static final MethodDescriptor<byte[], byte[]> QUERY = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("proto.API/Query")
            .setRequestMarshaller(BYTES)
            .setResponseMarshaller(BYTES)
            .build();

    private final ManagedChannel channel;

    ApiCaller(Path file) throws IOException {
        var text = Files.readString(file);
        var credentials = TlsChannelCredentials.newBuilder()
                .trustManager(pem(text, "ca_certificate"))
                .keyManager(pem(text, "client_cert"), pem(text, "client_private_key"))
                .build();
        channel = Grpc.newChannelBuilder(
                        text.replaceAll("(?s).*api_connection_string: ([0-9.:]+).*", "$1"), credentials)
                .overrideAuthority("VelociraptorServer")
                .build();
    }

    List<JsonNode> rows(String vql, Map<String, String> env) throws IOException {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("x-cordon-action", Metadata.ASCII_STRING_MARSHALLER), "action-1");
        var rows = new ArrayList<JsonNode>();
        var parts = ClientCalls.blockingServerStreamingCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                QUERY,
                CallOptions.DEFAULT,
                query(vql, env));
        while (parts.hasNext()) {
            var in = CodedInputStream.newInstance(parts.next());
            for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == 10) {
                    for (var line : in.readString().lines().toList()) {
                        rows.add(Reply.JSON.readTree(line));
                    }
                } else {
                    in.skipField(tag);
                }
            }
        }
        return rows;
    }

    /// A part of a file in the server's store.
    byte[] part(List<String> components, long offset, int length) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeUInt64(3, offset);
        out.writeUInt32(4, length);
        for (var component : components) {
            out.writeString(6, component);
        }
        out.flush();
        var method = QUERY.toBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("proto.API/VFSGetBuffer")
                .build();
        var in = CodedInputStream.newInstance(
                ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, bytes.toByteArray()));
        var data = new byte[0];
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 5) {
                data = in.readByteArray();
            } else {
                in.skipField(tag);
            }
        }
        return data;
    }

    private static byte[] query(String vql, Map<String, String> env) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(2, strings(vql, "test"));
        for (var variable : env.entrySet()) {
            out.writeByteArray(3, strings(variable.getKey(), variable.getValue()));
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] strings(String first, String second) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeString(1, first);
        out.writeString(2, second);
        out.flush();
        return bytes.toByteArray();
    }

    private static InputStream pem(String text, String member) {
        var found = Pattern.compile(member + ": \\|\n((?:  .*\n)+)").matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + member);
        }
        return new ByteArrayInputStream(found.group(1).indent(-2).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
