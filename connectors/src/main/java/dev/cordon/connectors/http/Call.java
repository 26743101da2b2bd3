package dev.cordon.connectors.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One request below a vendor's base address.
///
/// @param target path and query, already encoded
public record Call(HttpMethod method, String target, Map<String, String> headers, Buffer body) {

    public static Call get(String path) {
        return json(HttpMethod.GET, path, Buffer.buffer());
    }

    public static Call patch(String path, Object body) {
        return json(HttpMethod.PATCH, path, Buffer.buffer(Json.bytes(body)));
    }

    public static Call delete(String path) {
        return json(HttpMethod.DELETE, path, Buffer.buffer());
    }

    /// For vendors whose deletion says in its body what shall go.
    public static Call delete(String path, Object body) {
        return json(HttpMethod.DELETE, path, Buffer.buffer(Json.bytes(body)));
    }

    public static Call post(String path, Object body) {
        return json(HttpMethod.POST, path, Buffer.buffer(Json.bytes(body)));
    }

    public static Call post(String path) {
        return json(HttpMethod.POST, path, Buffer.buffer());
    }

    public static Call put(String path, Object body) {
        return json(HttpMethod.PUT, path, Buffer.buffer(Json.bytes(body)));
    }

    public static Call form(String path, Map<String, String> fields) {
        return new Call(
                HttpMethod.POST,
                path,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                Buffer.buffer(encoded(fields)));
    }

    /// `GET`, `POST`, ...: for whoever signs it.
    public String verb() {
        return method.name();
    }

    public Call with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, target, more, body);
    }

    public Call query(Map<String, String> parameters) {
        return new Call(method, target + "?" + encoded(parameters), headers, body);
    }

    /// One path segment out of foreign text: it cannot climb, and cannot start a query.
    public static String segment(String text) {
        if (text.isBlank() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("not a path segment");
        }
        return percent(text);
    }

    // Falcon wants the content type even where there is no content.
    private static Call json(HttpMethod method, String path, Buffer body) {
        return new Call(method, path, Map.of("Content-Type", "application/json", "Accept", "application/json"), body);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> percent(field.getKey()) + "=" + percent(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
