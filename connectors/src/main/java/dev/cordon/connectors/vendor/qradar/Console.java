package dev.cordon.connectors.vendor.qradar;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import io.vertx.core.Vertx;

/// One console: token, version, errors.
final class Console {
    static final String OFFENSES = "/api/siem/offenses";

    private final String name;
    private final VendorHttp http;

    Console(Vertx vertx, String name, QRadarConfig.Tenant tenant) {
        this.name = name;
        this.http = new VendorHttp(vertx, name, tenant, Console::sort, line -> access(tenant));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    /// The items of a list from the first to the last, counted from 0.
    static Call range(Call call, int first, int last) {
        return call.with("Range", "items=%d-%d".formatted(first, last));
    }

    private static Access access(QRadarConfig.Tenant tenant) {
        return call -> call.with("SEC", tenant.token().orElse("")).with("Version", tenant.version());
    }

    private static VendorException sort(HttpAnswer answer) {
        return answer.status() == 403
                ? new VendorException.Misconfigured(
                        "the authorized service's role or security profile does not permit this (403)")
                : Dialect.COMMON.sort(answer);
    }
}
