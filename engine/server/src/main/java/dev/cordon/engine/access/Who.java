package dev.cordon.engine.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who is calling, a person or a machine.
@RequestScoped
public class Who {
    static final String MACHINE = "cordon.machine";

    private final SecurityIdentity identity;

    Who(SecurityIdentity identity) {
        this.identity = identity;
    }

    /// The user name, or the machine's name. What the timeline calls the actor.
    public String name() {
        return identity.getPrincipal().getName();
    }

    /// How to address them.
    public String fullName() {
        return identity.getPrincipal() instanceof JsonWebToken token
                        && token.getClaim("name") instanceof String full
                        && !full.isBlank()
                ? full
                : name();
    }

    public Set<String> roles() {
        return new TreeSet<>(identity.getRoles());
    }

    public boolean has(String role) {
        return identity.hasRole(role);
    }

    public boolean isMachine() {
        return identity.getAttribute(MACHINE) != null;
    }
}
