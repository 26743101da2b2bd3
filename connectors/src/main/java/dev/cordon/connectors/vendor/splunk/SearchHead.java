package dev.cordon.connectors.vendor.splunk;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import io.vertx.core.Vertx;

/// One search head: token, errors.
final class SearchHead {
    private final String name;
    private final SplunkConfig.SearchHead config;
    private final VendorHttp http;

    SearchHead(Vertx vertx, String name, SplunkConfig.SearchHead config) {
        this.name = name;
        this.config = config;
        this.http = new VendorHttp(
                vertx,
                name,
                config,
                SearchHead::sort,
                line -> Access.header(
                        "Authorization", "Bearer " + config.token().orElse("")));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    SplunkConfig.SearchHead config() {
        return config;
    }

    VendorHttp http() {
        return http;
    }

    private static VendorException sort(HttpAnswer answer) {
        return switch (answer.status()) {
            case 402 -> new VendorException.Misconfigured("Splunk's licence does not permit this (402)");
            case 403 -> new VendorException.Misconfigured("a capability is missing in the role of the token (403)");
            default -> Dialect.COMMON.sort(answer);
        };
    }
}
