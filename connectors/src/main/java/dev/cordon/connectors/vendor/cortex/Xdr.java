package dev.cordon.connectors.vendor.cortex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// The tenant's API, where every request is a POST, even one that reads, and where 500 may be an answer.
final class Xdr {
    static final int PAGE = 100;
    private static final String API = "/public_api/v1/";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final String name;
    private final VendorHttp http;

    Xdr(Vertx vertx, String name, CortexConfig.Xdr tenant) {
        this.name = name;
        var id = tenant.keyId().orElse("");
        var key = tenant.key().orElse("");
        this.http = new VendorHttp(
                vertx,
                name,
                tenant,
                Xdr::sort,
                line -> tenant.advanced() ? new Proof(id, key, InstantSource.system()) : Proof.standard(id, key));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    Reply read(String path, Map<String, Object> data) {
        return http.read(call(path, data), Reply.class);
    }

    Reply write(String path, Map<String, Object> data, Ask ask) {
        return http.write(call(path, data), ask, Reply.class);
    }

    private static Call call(String path, Map<String, Object> data) {
        return Call.post(API + path, Map.of("request_data", data));
    }

    /// An id from a process variable is foreign text until it looks like one.
    static String id(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Cortex endpoint");
        }
        return host.id();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// A filter for exactly one endpoint. Without one, or with `all`, some requests mean every endpoint.
    static List<Map<String, Object>> only(Target.Host host) {
        return List.of(among("endpoint_id_list", List.of(id(host))));
    }

    static Map<String, Object> among(String field, List<String> values) {
        return Map.of("field", field, "operator", "in", "value", values);
    }

    Endpoint endpoint(Target.Host host) {
        var found = endpoints(
                read("endpoints/get_endpoint", Map.of("search_from", 0, "search_to", 1, "filters", only(host))));
        if (found.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "Cortex does not know this host");
        }
        var endpoint = found.getFirst();
        if (found.size() > 1 || !id(host).equals(endpoint.id())) {
            throw new VendorException.Unavailable("unreadable answer: another endpoint than the one asked for");
        }
        if (endpoint.gone()) {
            throw new VendorException.Refused("target-not-found", "the agent was uninstalled from this host");
        }
        return endpoint;
    }

    static List<Endpoint> endpoints(Reply reply) {
        var endpoints = reply.content().path("endpoints");
        if (!endpoints.isArray()) {
            throw new VendorException.Unavailable("unreadable answer: a list of endpoints was expected");
        }
        return StreamSupport.stream(endpoints.spliterator(), false)
                .map((JsonNode one) -> Json.as(one, Endpoint.class))
                .toList();
    }

    private static VendorException sort(HttpAnswer answer) {
        return switch (answer.status()) {
            case 402 ->
                new VendorException.Misconfigured("the licence of this Cortex tenant does not include it (402)");
            case 500 -> business(answer);
            default -> Dialect.COMMON.sort(answer);
        };
    }

    private static VendorException business(HttpAnswer answer) {
        try {
            var reply = Json.read(answer.body(), Reply.class);
            if (reply.says("no endpoint was found") || reply.says("create group action id")) {
                return new VendorException.Conflict("Cortex says there is no endpoint to do it to");
            }
            if (reply.says("already been added")) {
                return new VendorException.Refused(
                        "already-listed",
                        "the hash stands on the allow list or the block list already; Cortex does not say which");
            }
        } catch (VendorException.Unavailable unreadable) {
            // then only the status speaks
        }
        return Dialect.COMMON.sort(answer);
    }
}
