package dev.cordon.connectors.vendor.velociraptor;

import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Of the server's messages what is needed, without its schema.
final class Messages {
    private Messages() {}

    interface Writing<T> {
        byte[] bytes(T value) throws IOException;
    }

    interface Reading<T> {
        T value(InputStream in) throws IOException;
    }

    interface Fields {
        void to(CodedOutputStream out) throws IOException;
    }

    static <T> MethodDescriptor.Marshaller<T> sent(Writing<T> writing) {
        return marshaller(writing, in -> {
            throw new UnsupportedOperationException("requests are only sent");
        });
    }

    static <T> MethodDescriptor.Marshaller<T> received(Reading<T> reading) {
        return marshaller(
                value -> {
                    throw new UnsupportedOperationException("answers are only received");
                },
                reading);
    }

    private static <T> MethodDescriptor.Marshaller<T> marshaller(Writing<T> writing, Reading<T> reading) {
        return new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(T value) {
                try {
                    return new ByteArrayInputStream(writing.bytes(value));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public T parse(InputStream stream) {
                try {
                    return reading.value(stream);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    static byte[] message(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        fields.to(out);
        out.flush();
        return bytes.toByteArray();
    }
}
