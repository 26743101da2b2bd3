package dev.cordon.engine.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// HTTP Basic for machines. It decides alone and asks nobody: a worker can settle while the identity provider is down.
@ApplicationScoped
class MachineAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Basic ";

    private final Machines machines;

    MachineAuthentication(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        var machine = machine(header.substring(SCHEME.length()).strip());
        return machine == null
                ? Uni.createFrom().failure(new AuthenticationFailedException())
                : Uni.createFrom().item(identityOf(machine));
    }

    private @Nullable String machine(String credentials) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
        var colon = decoded.indexOf(':');
        if (colon < 0) {
            return null;
        }
        var name = decoded.substring(0, colon);
        return machines.knows(name, decoded.substring(colon + 1)) ? name : null;
    }

    private static SecurityIdentity identityOf(String machine) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(machine))
                .addRole(machine)
                .addAttribute(Who.MACHINE, true)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "basic", "machines"));
    }

    /// Before OIDC, which would otherwise look at every Authorization header.
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 100;
    }
}
