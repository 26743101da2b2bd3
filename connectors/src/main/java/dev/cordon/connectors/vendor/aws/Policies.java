package dev.cordon.connectors.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Inline policies of our own names. IAM takes them as they are and gives them back percent-encoded.
final class Policies {
    private final Iam iam;

    Policies(Iam iam) {
        this.iam = iam;
    }

    /// Its first statement; empty when there is no policy of that name.
    Optional<JsonNode> statement(Principal of, String policy) {
        var kind = of.role() ? "Role" : "User";
        return Iam.found(() -> Optional.of(iam.read(
                        "Get" + kind + "Policy", Map.of(kind + "Name", Iam.named(of.name()), "PolicyName", policy))))
                .map(result -> document(result.text("PolicyDocument")).path("Statement"))
                .map(statement -> statement.isArray() ? statement.path(0) : statement);
    }

    static Map<String, String> put(Principal to, String policy, Map<String, Object> statement) {
        var document = Map.of("Version", "2012-10-17", "Statement", java.util.List.of(statement));
        return Map.of(
                (to.role() ? "Role" : "User") + "Name",
                Iam.named(to.name()),
                "PolicyName",
                policy,
                "PolicyDocument",
                new String(Json.bytes(document), StandardCharsets.UTF_8));
    }

    /// Whether it denies everything, as far as it applies.
    static boolean deniesAll(JsonNode statement) {
        return "Deny".equals(statement.path("Effect").asText())
                && everything(statement.path("Action"))
                && everything(statement.path("Resource"))
                && !statement.has("NotAction")
                && !statement.has("NotResource");
    }

    private static boolean everything(JsonNode what) {
        return "*".equals(what.isArray() && what.size() == 1 ? what.path(0).asText() : what.asText());
    }

    private static JsonNode document(String encoded) {
        try {
            // a plus is a plus there
            var plain = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Json.read(Buffer.buffer(plain), JsonNode.class);
        } catch (IllegalArgumentException e) {
            throw new VendorException.Unavailable("unreadable answer: a policy that is not encoded");
        }
    }
}
