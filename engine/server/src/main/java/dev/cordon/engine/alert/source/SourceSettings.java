package dev.cordon.engine.alert.source;

import dev.cordon.engine.alert.AlertAdapter;
import dev.cordon.engine.alert.source.auth.AddressRange;
import dev.cordon.engine.alert.source.auth.Authentication;
import dev.cordon.engine.alert.source.auth.ClientSubject;
import dev.cordon.engine.alert.source.auth.Credentials;
import dev.cordon.engine.alert.source.auth.Signature;
import dev.cordon.engine.alert.source.auth.Signature.Algorithm;
import dev.cordon.engine.alert.source.auth.Signature.Encoding;
import dev.cordon.engine.alert.source.auth.Signature.Signed;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One source's settings, checked. What is said and could not take effect is a mistake, too.
final class SourceSettings {
    private static final int SHORTEST_SECRET = 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern CONNECTOR = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,79}");

    private final String name;
    private final AlertSourcesConfig.Source settings;

    SourceSettings(String name, AlertSourcesConfig.Source settings) {
        this.name = name;
        this.settings = settings;
    }

    AlertSource read(Map<String, AlertAdapter> adapters) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "cordon.sources.%s: a name has lower-case letters, digits, hyphens".formatted(name));
        }
        var kind = required("kind", settings.kind());
        var adapter = adapters.get(kind);
        if (adapter == null) {
            throw mistake("kind", "is '%s'; known are %s".formatted(kind, adapters.keySet()));
        }
        var way = required("authentication", settings.authentication());
        var authentication = Authentication.of(way)
                .orElseThrow(() -> mistake(
                        "authentication",
                        "is '%s'; known are bearer, basic, header, hmac, mtls, url-token, pull".formatted(way)));
        return new AlertSource(name, mapped(adapter), credentials(authentication), writeBack(adapter));
    }

    private Credentials credentials(Authentication authentication) {
        return new Credentials(
                authentication,
                name,
                secrets(authentication),
                header(authentication),
                signature(authentication),
                subject(authentication),
                addresses());
    }

    private AlertAdapter mapped(AlertAdapter adapter) {
        try {
            return adapter.mapped(settings.mapping().orElse(null));
        } catch (IllegalArgumentException e) {
            throw mistake("mapping", String.valueOf(e.getMessage()));
        }
    }

    /// Of a source that is pulled: what it is set to would prove nothing.
    private List<String> nothing() {
        idle("secret", settings.secret().isPresent());
        idle("secret-next", settings.secretNext().isPresent());
        idle("addresses", settings.addresses().isPresent());
        return List.of();
    }

    private void idle(String setting, boolean set) {
        if (set) {
            throw mistake(setting, "proves nothing: with authentication pull nobody may send");
        }
    }

    private List<String> secrets(Authentication authentication) {
        if (authentication == Authentication.PULL) {
            return nothing();
        }
        if (authentication == Authentication.MTLS) {
            unused("secret", settings.secret(), authentication);
            unused("secret-next", settings.secretNext(), authentication);
            return List.of();
        }
        var secret = longEnough("secret", required("secret", settings.secret()));
        var next = settings.secretNext().map(text -> longEnough("secret-next", text));
        return Stream.concat(Stream.of(secret), next.stream()).toList();
    }

    private String longEnough(String setting, String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw mistake(setting, "must have at least %d characters".formatted(SHORTEST_SECRET));
        }
        return secret;
    }

    private @Nullable String header(Authentication authentication) {
        if (authentication == Authentication.HEADER) {
            return headerName("header", required("header", settings.header()));
        }
        only("header", settings.header(), "header");
        return null;
    }

    private @Nullable ClientSubject subject(Authentication authentication) {
        if (authentication != Authentication.MTLS) {
            only("subject", settings.subject(), "mtls");
            return null;
        }
        var text = required("subject", settings.subject());
        return ClientSubject.of(text)
                .orElseThrow(() ->
                        mistake("subject", "is '%s', no distinguished name, dns:<name> or uri:<uri>".formatted(text)));
    }

    private @Nullable Signature signature(Authentication authentication) {
        if (authentication != Authentication.HMAC) {
            only("hmac-profile", settings.hmacProfile(), "hmac");
            only("hmac-header", settings.hmacHeader(), "hmac");
            only("hmac-algorithm", settings.hmacAlgorithm(), "hmac");
            only("hmac-encoding", settings.hmacEncoding(), "hmac");
            only("hmac-prefix", settings.hmacPrefix(), "hmac");
            only("hmac-signed", settings.hmacSigned(), "hmac");
            only("timestamp-header", settings.timestampHeader(), "hmac");
            return null;
        }
        var profile = choice("hmac-profile", settings.hmacProfile(), SourceSettings::profile, "crowdstrike")
                .orElse(Signature.OWN);
        var algorithm = choice("hmac-algorithm", settings.hmacAlgorithm(), Algorithm::of, "sha256, sha512");
        var signature = new Signature(
                settings.hmacHeader()
                        .map(text -> headerName("hmac-header", text))
                        .orElse(profile.header()),
                algorithm.orElse(profile.algorithm()),
                choice("hmac-encoding", settings.hmacEncoding(), Encoding::of, "hex, base64")
                        .orElse(profile.encoding()),
                prefix(profile, algorithm),
                choice(
                                "hmac-signed",
                                settings.hmacSigned(),
                                Signed::of,
                                "body, timestamp.body, timestamp+body, body+timestamp")
                        .orElse(profile.signed()),
                settings.timestampHeader()
                        .map(text -> headerName("timestamp-header", text))
                        .orElse(profile.timestampHeader()));
        if (!signature.hasTimestamp() && settings.timestampHeader().isPresent()) {
            throw mistake("timestamp-header", "is set, but a timestamp that is not signed proves nothing");
        }
        return signature;
    }

    private String prefix(Signature profile, Optional<Algorithm> algorithm) {
        return settings.hmacPrefix()
                .map(text -> text.equals("none") ? "" : text)
                .orElseGet(() -> profile.prefix().isEmpty() ? "" : algorithm.orElse(profile.algorithm()) + "=");
    }

    private static Optional<Signature> profile(String text) {
        return text.equals("crowdstrike") ? Optional.of(Signature.CROWDSTRIKE) : Optional.empty();
    }

    private List<AddressRange> addresses() {
        return settings.addresses().orElse(List.of()).stream()
                .map(text -> AddressRange.of(text)
                        .orElseThrow(() -> mistake("addresses", "holds '%s', no address and no range".formatted(text))))
                .toList();
    }

    private @Nullable String writeBack(AlertAdapter adapter) {
        return settings.writeBack()
                .map(connector -> {
                    if (!adapter.namesProductIds()) {
                        throw mistake("write-back", "is not for the kind " + adapter.kind());
                    }
                    if (!CONNECTOR.matcher(connector).matches()) {
                        throw mistake("write-back", "is not the name of a connector");
                    }
                    return connector;
                })
                .orElse(null);
    }

    private String headerName(String setting, String text) {
        if (!HEADER.matcher(text).matches()) {
            throw mistake(setting, "is not the name of a header");
        }
        return text;
    }

    private <T> Optional<T> choice(
            String setting, Optional<String> text, Function<String, Optional<T>> reader, String known) {
        return text.map(value -> reader.apply(value)
                .orElseThrow(() -> mistake(setting, "is '%s'; known are %s".formatted(value, known))));
    }

    private void only(String setting, Optional<String> text, String authentication) {
        if (text.isPresent()) {
            throw mistake(setting, "is for authentication " + authentication);
        }
    }

    private void unused(String setting, Optional<String> text, Authentication authentication) {
        if (text.isPresent()) {
            throw mistake(setting, "is not for authentication " + authentication);
        }
    }

    private String required(String setting, Optional<String> text) {
        return text.orElseThrow(() -> mistake(setting, "is not set"));
    }

    private ConfigurationException mistake(String setting, String what) {
        return new ConfigurationException("cordon.sources.%s.%s %s".formatted(name, setting, what));
    }
}
