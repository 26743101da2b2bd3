package dev.cordon.engine.alert.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cordon.engine.alert.References;
import java.util.function.Function;

/// Stands for an id that a product did not give: the hash of fields that stay the same when it says it again.
final class Fingerprint {
    private Fingerprint() {}

    static String of(Function<String, JsonNode> field, String... names) {
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
