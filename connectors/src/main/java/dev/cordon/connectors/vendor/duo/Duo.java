package dev.cordon.connectors.vendor.duo;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.Dialect;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.http.VendorHttp;
import dev.cordon.contract.Target;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/// The subscription: signature, envelope, and the user record that everything rests on.
final class Duo {
    static final String USERS = "/admin/v1/users";

    private static final Pattern ID = Pattern.compile("DU[0-9A-Z]{10,30}");

    private final String name;
    private final List<String> spared;
    private final VendorHttp http;

    Duo(Vertx vertx, String name, DuoConfig.Subscription subscription) {
        this.name = name;
        this.spared = subscription.spared().orElse(List.of()).stream()
                .map(String::strip)
                .toList();
        var signature = new Signature(
                subscription.url().map(URI::getHost).orElse(""),
                subscription.integrationKey().orElse(""),
                // an empty key cannot sign; a wrong one is refused at the door
                subscription.secretKey().filter(key -> !key.isEmpty()).orElse("none"),
                InstantSource.system());
        this.http = new VendorHttp(vertx, name, subscription, Dialect.COMMON, unused -> signature);
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    VendorHttp http() {
        return http;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static String path(Target.Account account) {
        if (!isId(account.id())) {
            throw new VendorException.Refused("target-not-found", "this is no id of a Duo user");
        }
        return USERS + "/" + account.id();
    }

    Envelope read(Call call) {
        return http().read(call, Envelope.class).ok();
    }

    void write(Call call, Ask ask) {
        http().write(call, ask, Envelope.class).ok();
    }

    DuoUser user(Target.Account account) {
        var user = Json.as(read(Call.get(path(account))).response(), DuoUser.class);
        if (!account.id().equals(user.id())) {
            throw new VendorException.Unavailable("unreadable answer: another account than the one asked for");
        }
        return user;
    }

    void refuseSpared(DuoUser user) {
        if (spared.stream().anyMatch(one -> one.equals(user.id()) || one.equalsIgnoreCase(user.username()))) {
            throw new VendorException.Refused("spared-account", "the account is among those that are never touched");
        }
    }
}
