package dev.cordon.lab.range.velociraptor;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files that collections brought up, each below its flow, read in parts.
final class Store {
    private final Stage stage;
    private final Flows flows;

    Store(Stage stage, Flows flows) {
        this.stage = stage;
        this.flows = flows;
    }

    private record Wanted(List<String> components, long offset, int length) {}

    List<Map<String, Object>> uploads(String client, String flow) {
        return flows.broughtBy(client, flow).stream()
                .map(machine -> {
                    var file = Sample.file(machine.platform());
                    return Map.<String, Object>of(
                            "Type",
                            "",
                            "Size",
                            file.content().length,
                            "Stored",
                            file.content().length,
                            "Components",
                            place(machine, flow));
                })
                .toList();
    }

    private static List<String> place(Machine machine, String flow) {
        return Stream.concat(
                        Stream.of("clients", machine.id(), "collections", flow, "uploads", "file"),
                        Stream.of(Sample.file(machine.platform()).path().split("[\\\\/]"))
                                .filter(part -> !part.isEmpty()))
                .toList();
    }

    Reply part(byte[] message) {
        var wanted = read(message);
        var client = component(wanted, 1);
        return stage.read(
                "buffer",
                client,
                () -> flows.broughtBy(client, component(wanted, 3)).stream()
                        .filter(machine -> place(machine, component(wanted, 3)).equals(wanted.components))
                        .findFirst()
                        .map(machine -> Reply.bytes("application/octet-stream", piece(machine, wanted)))
                        .orElseGet(() -> Reply.json(500, Map.of("error", "file not found"))));
    }

    private static byte[] piece(Machine machine, Wanted wanted) {
        var whole = Sample.file(machine.platform()).content();
        var from = (int) Math.min(wanted.offset, whole.length);
        return Arrays.copyOfRange(whole, from, Math.min(whole.length, from + wanted.length));
    }

    private static String component(Wanted wanted, int index) {
        return wanted.components.size() > index ? wanted.components.get(index) : "";
    }

    private static Wanted read(byte[] message) {
        try {
            var in = CodedInputStream.newInstance(message);
            var components = new ArrayList<String>();
            var offset = 0L;
            var length = 0;
            for (var tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 3 -> offset = in.readUInt64();
                    case 4 -> length = in.readUInt32();
                    case 6 -> components.add(in.readStringRequireUtf8());
                    default -> in.skipField(tag);
                }
            }
            return new Wanted(components, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] message(Reply reply) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            out.writeByteArray(
                    5,
                    reply.ending() == Reply.Ending.TRUNCATED
                            ? Arrays.copyOf(reply.body(), reply.body().length / 2)
                            : reply.body());
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
