package dev.cordon.connectors.vendor.velociraptor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// `proto.API/VFSGetBuffer`: a part of a file that is in the server's store.
final class BufferMethod {
    static final MethodDescriptor<Wanted, byte[]> BUFFER = MethodDescriptor.<Wanted, byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("proto.API/VFSGetBuffer")
            .setRequestMarshaller(Messages.sent(BufferMethod::write))
            .setResponseMarshaller(Messages.received(BufferMethod::read))
            .build();

    private BufferMethod() {}

    /// @param components the file's place in the store, from its root
    record Wanted(List<String> components, long offset, int length) {}

    private static byte[] write(Wanted wanted) throws IOException {
        return Messages.message(out -> {
            out.writeUInt64(3, wanted.offset);
            out.writeUInt32(4, wanted.length);
            for (var component : wanted.components) {
                out.writeString(6, component);
            }
        });
    }

    private static byte[] read(InputStream stream) throws IOException {
        var in = CodedInputStream.newInstance(stream);
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
}
