package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.regex.Pattern;

/// The organisation's console: its key, its paths, and the device record that everything rests on.
final class Cloud {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    /// It counts five minutes back; we come again sooner, once.
    private static final Duration UNNAMED_WAIT = Duration.ofMinutes(1);

    private final String name;
    private final CarbonBlackConfig.Org org;
    private final VendorHttp http;

    Cloud(Vertx vertx, String name, CarbonBlackConfig.Org org) {
        this.name = name;
        this.org = org;
        // the secret first
        var key = org.apiSecret().orElse("") + "/" + org.apiId().orElse("");
        this.http = new VendorHttp(vertx, name, org, Cloud::sort, line -> Access.header("X-Auth-Token", key));
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    /// @param below `/devices/_search`
    String path(String below) {
        var key = org.orgKey()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new VendorException.Misconfigured("Carbon Black Cloud has no org key"));
        return "/appservices/v6/orgs/" + Call.segment(key) + below;
    }

    /// An id from a process variable is foreign text until it looks like one.
    static String id(Target.Host host) {
        if (!isId(host.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Carbon Black device");
        }
        return host.id();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    Device device(String id) {
        var device = http.read(Call.get(path("/devices/" + id)), Device.class);
        if (!id.equals(device.key())) {
            throw new VendorException.Unavailable("unreadable answer: another device than the one asked for");
        }
        return device;
    }

    /// One that still has its sensor.
    Device device(Target.Host host) {
        var device = device(id(host));
        if (device.gone()) {
            throw new VendorException.Refused("target-not-found", "the sensor was taken off this device");
        }
        return device;
    }

    private static VendorException sort(HttpAnswer answer) {
        var sorted = Dialect.COMMON.sort(answer);
        return answer.status() == 429
                        && sorted instanceof VendorException.Unavailable later
                        && later.retryAfter().isEmpty()
                ? new VendorException.Unavailable(later.why(), UNNAMED_WAIT)
                : sorted;
    }
}
