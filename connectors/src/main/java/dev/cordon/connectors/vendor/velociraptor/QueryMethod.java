package dev.cordon.connectors.vendor.velociraptor;

import static dev.cordon.connectors.vendor.velociraptor.Messages.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// `proto.API/Query`, and of its messages what is needed.
final class QueryMethod {
    static final MethodDescriptor<Vql, Part> QUERY = MethodDescriptor.<Vql, Part>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("proto.API/Query")
            .setRequestMarshaller(Messages.sent(QueryMethod::write))
            .setResponseMarshaller(Messages.received(QueryMethod::read))
            .build();

    private QueryMethod() {}

    /// One query. Foreign text goes into `env` and never into the query's own text.
    record Vql(String query, Map<String, String> env) {}

    /// A part of the answer.
    ///
    /// @param lines one JSON object a line
    /// @param array the same as older servers say it: a JSON array
    /// @param log what went wrong, among other things; foreign text
    /// @param rows how many rows the part is said to hold
    record Part(String lines, String array, String log, long rows) {}

    private static byte[] write(Vql vql) throws IOException {
        return message(out -> {
            out.writeByteArray(2, message(query -> {
                query.writeString(1, vql.query);
                query.writeString(2, "cordon");
            }));
            for (var variable : vql.env.entrySet()) {
                out.writeByteArray(3, message(env -> {
                    env.writeString(1, variable.getKey());
                    env.writeString(2, variable.getValue());
                }));
            }
            out.writeUInt64(4, 1000);
            out.writeUInt64(6, 1);
        });
    }

    private static Part read(InputStream stream) throws IOException {
        var in = CodedInputStream.newInstance(stream);
        var array = "";
        var lines = "";
        var log = "";
        var rows = 0L;
        for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> array = in.readStringRequireUtf8();
                case 7 -> rows = in.readUInt64();
                case 9 -> log = in.readStringRequireUtf8();
                case 10 -> lines = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        return new Part(lines, array, log, rows);
    }
}
