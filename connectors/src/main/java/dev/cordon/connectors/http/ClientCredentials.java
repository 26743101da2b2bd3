package dev.cordon.connectors.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.connector.Finding;
import dev.cordon.contract.connector.Finding.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OAuth 2.0 client credentials where another host than the vendor's own grants the token. That host is sent the grant
/// and nothing else.
public final class ClientCredentials implements Access {
    private final String connector;
    private final @Nullable Exchange desk;
    private final Call call;
    private final AccessToken token;

    /// @param address of the token endpoint, with its path; null where nobody said it, then every grant fails
    /// @param fields of the form; hold the client's secret
    public ClientCredentials(
            Vertx vertx, String connector, @Nullable URI address, @Nullable Path ca, Map<String, String> fields) {
        this.connector = connector;
        this.desk = address == null ? null : new Exchange(vertx, address, ca);
        this.call = Call.form("", fields);
        this.token = new AccessToken(this::grant);
    }

    @Override
    public Call granted(Call plain) {
        return token.granted(plain);
    }

    @Override
    public boolean renewed(Call rejected) {
        return token.renewed(rejected);
    }

    /// Whether the token itself names a permission; it is the cheapest way to learn of one that is missing.
    ///
    /// @param anyOf one of them is enough; the first is the least
    public Finding permitted(String neededFor, String... anyOf) {
        var names = List.of(anyOf);
        var detail = "needed for " + neededFor;
        try {
            return roles().map(roles -> roles.stream().anyMatch(names::contains)
                            ? new Finding(names.getFirst(), Verdict.GOOD, detail)
                            : new Finding(names.getFirst(), Verdict.BAD, "missing in the token; " + detail))
                    .orElseGet(() -> new Finding(
                            names.getFirst(), Verdict.UNKNOWN, detail + ": the token does not say what it permits"));
        } catch (VendorException e) {
            return new Finding(names.getFirst(), Verdict.UNKNOWN, detail + ": " + e.why());
        }
    }

    private Optional<List<String>> roles() {
        var parts = token.current().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var claims = Buffer.buffer(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.ofNullable(Json.read(claims, Claims.class).roles);
        } catch (IllegalArgumentException | VendorException e) {
            return Optional.empty();
        }
    }

    private AccessToken.Grant grant() {
        if (desk == null) {
            throw new VendorException.Misconfigured(connector + " does not say where its access tokens are granted");
        }
        var answer = desk.send(call, Line.READ);
        if (answer.status() >= 400 && answer.status() < 500 && answer.status() != 429) {
            throw new VendorException.Misconfigured(
                    "%s gets no access token (%d)".formatted(connector, answer.status()));
        }
        if (!answer.successful()) {
            throw Dialect.COMMON.sort(answer);
        }
        var granted = Json.read(answer.body(), Token.class);
        return new AccessToken.Grant(granted.value, Duration.ofSeconds(granted.seconds));
    }

    private record Claims(@Nullable List<String> roles) {}

    record Token(
            @JsonProperty("access_token") String value,
            @JsonProperty("expires_in") long seconds) {
        Token {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("no token");
            }
        }
    }
}
