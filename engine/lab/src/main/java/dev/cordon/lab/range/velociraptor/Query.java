package dev.cordon.lab.range.velociraptor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A query as it comes over the wire, and its answer as it goes back.
record Query(String vql, Map<String, String> env, Request request) {

    boolean calls(String function) {
        return vql.contains(function + "(");
    }

    String variable(String name) {
        return env.getOrDefault(name, "");
    }

    static Query read(byte[] message, String action) {
        var env = new LinkedHashMap<String, String>();
        var vql = new StringBuilder();
        each(message, (field, value) -> {
            if (field == 2) {
                each(value, (inner, text) -> vql.append(inner == 1 ? text(text) : ""));
            } else if (field == 3) {
                var pair = new ArrayList<>(List.of("", ""));
                each(value, (inner, text) -> pair.set(inner - 1, text(text)));
                env.put(pair.get(0), pair.get(1));
            }
        });
        return new Query(
                vql.toString(),
                env,
                new Request("GRPC", "/Query", Map.of("x-cordon-action", action), message, System.nanoTime()));
    }

    /// Rows, as a fault may have left them.
    static Reply answer(List<? extends Map<String, ?>> rows) {
        return answer(rows, "");
    }

    static Reply answer(List<? extends Map<String, ?>> rows, String log) {
        return Reply.json(200, Map.of("rows", rows, "log", log));
    }

    static byte[] part(Reply reply) {
        try {
            var said = Reply.JSON.readTree(reply.body());
            var lines = said.path("rows").isArray()
                    ? said.path("rows").valueStream().map(Query::line).collect(Collectors.joining("\n"))
                    : "none";
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            out.writeUInt64(7, said.path("rows").size());
            out.writeString(10, reply.ending() == Reply.Ending.TRUNCATED ? lines.substring(lines.length() / 2) : lines);
            out.writeString(9, said.path("log").asText(""));
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Object row) {
        try {
            return Reply.JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private interface Field {
        void is(int number, byte[] value);
    }

    private static void each(byte[] message, Field field) {
        try {
            var in = CodedInputStream.newInstance(message);
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
