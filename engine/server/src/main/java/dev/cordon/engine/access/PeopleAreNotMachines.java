package dev.cordon.engine.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.HashSet;

/// A token never carries a machine's role, whatever the identity provider wrote into it.
@ApplicationScoped
class PeopleAreNotMachines implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getAttribute(Who.MACHINE) != null || Collections.disjoint(identity.getRoles(), Roles.MACHINES)) {
            return Uni.createFrom().item(identity);
        }
        var roles = new HashSet<>(identity.getRoles());
        roles.removeAll(Roles.MACHINES);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .addRoles(roles)
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes())
                        .build());
    }
}
