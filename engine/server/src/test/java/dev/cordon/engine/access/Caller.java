package dev.cordon.engine.access;

import dev.cordon.engine.PostgresResource;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Somebody with exactly one role, a machine with its real secret, or nobody.
record Caller(String name, Set<String> roles, Optional<String> secret) {
    static final List<Caller> ALL = List.of(
            new Caller("nobody", Set.of(), Optional.empty()),
            person("no-role", Set.of()),
            person(Roles.VIEWER, Set.of(Roles.VIEWER)),
            person(Roles.RESPONDER, Set.of(Roles.RESPONDER)),
            person(Roles.APPROVER, Set.of(Roles.APPROVER)),
            person(Roles.AUTHOR, Set.of(Roles.AUTHOR)),
            person(Roles.ADMIN, Set.of(Roles.ADMIN)),
            machine(Roles.WORKER, PostgresResource.WORKER_SECRET),
            machine(Roles.RECORDER, PostgresResource.RECORDER_SECRET),
            machine(Roles.METRICS, PostgresResource.METRICS_SECRET));

    private static Caller person(String name, Set<String> roles) {
        return new Caller("person " + name, roles, Optional.empty());
    }

    private static Caller machine(String name, String secret) {
        return new Caller(name, Set.of(name), Optional.of(secret));
    }

    boolean isNobody() {
        return name.equals("nobody");
    }

    boolean isPerson() {
        return !isNobody() && secret.isEmpty();
    }

    SecurityIdentity identity() {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(roles)
                .build();
    }

    Optional<String> basic() {
        return secret.map(word ->
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + word).getBytes(StandardCharsets.UTF_8)));
    }
}
