package dev.cordon.engine.alert.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.function.Function;

/// Stands for an id that a product did not give: the hash of fields that stay the same when it says it again.
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(Function<String, JsonNode> field, String... names) {
        var said = JsonNodeFactory.instance.objectNode();
        for (var name : names) {
            var value = field.apply(name);
            if (!value.isMissingNode() && !value.isNull()) {
                said.set(name, value);
            }
        }
        return References.of("sha256:" + References.hash(said));
    }
}
