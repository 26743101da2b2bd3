package dev.cordon.engine.alert.reading;

import dev.cordon.engine.alert.Alert.Observable;
import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Collects the observables of an alert under their STIX 2.1 types. A file's hash is written `sha256:<hex>`.
public final class Observables {
    private static final int MOST = 100;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern DOMAIN = Pattern.compile("(?=.{4,253}$)([a-z0-9_-]{1,63}\\.)+[a-z][a-z0-9-]{1,62}");
    private static final Pattern EMAIL = Pattern.compile("(?=.{3,254}$)[^\\s@<>,;]{1,64}@[^\\s@<>,;]+");
    /// How products write "none".
    private static final Set<String> NOTHING = Set.of("-", "n/a", "na", "none", "null", "unknown");

    private final Set<Observable> found = new LinkedHashSet<>();
    private final AlertFields fields;

    public Observables(AlertFields fields) {
        this.fields = fields;
    }

    public List<Observable> list() {
        return List.copyOf(found);
    }

    /// An address; a host's name in its place is a domain name or nothing to look up.
    public void address(List<String> values) {
        for (var value : values) {
            var lower = value.toLowerCase(Locale.ROOT);
            if (NetUtil.isValidIpV4Address(lower)) {
                add("ipv4-addr", lower);
            } else if (NetUtil.isValidIpV6Address(lower)) {
                add("ipv6-addr", lower);
            } else {
                domain(lower);
            }
        }
    }

    public void domain(String value) {
        var lower = value.toLowerCase(Locale.ROOT);
        if (DOMAIN.matcher(lower).matches()) {
            add("domain-name", lower);
        }
    }

    public void account(List<String> values) {
        values.forEach(value -> add("user-account", value));
    }

    public void email(List<String> values) {
        for (var value : values) {
            var lower = value.toLowerCase(Locale.ROOT);
            if (EMAIL.matcher(lower).matches()) {
                add("email-addr", lower);
            }
        }
    }

    public void process(List<String> values) {
        values.forEach(value -> add("process", value));
    }

    public void file(List<String> values) {
        values.forEach(value -> add("file", value));
    }

    public void hash(String field, List<String> values) {
        for (var value : values) {
            var algorithm = algorithm(value);
            if (algorithm != null) {
                add("file", algorithm + ":" + value.toLowerCase(Locale.ROOT));
            } else if (!NOTHING.contains(value.toLowerCase(Locale.ROOT))) {
                fields.note(field + ": not a hash: " + value);
            }
        }
    }

    /// Web servers' logs give a path where others give an address; only the address is an observable.
    public void url(List<String> values) {
        for (var value : values) {
            try {
                var uri = new URI(value);
                if (uri.isAbsolute() && uri.getRawAuthority() != null) {
                    add("url", value);
                }
            } catch (URISyntaxException e) {
                if (value.contains("://")) {
                    add("url", value);
                }
            }
        }
    }

    private void add(String type, String value) {
        if (found.size() < MOST && !NOTHING.contains(value.toLowerCase(Locale.ROOT))) {
            found.add(new Observable(type, value));
        }
    }

    private static @Nullable String algorithm(String value) {
        if (!HEX.matcher(value).matches()) {
            return null;
        }
        return switch (value.length()) {
            case 32 -> "md5";
            case 40 -> "sha1";
            case 64 -> "sha256";
            case 128 -> "sha512";
            default -> null;
        };
    }
}
