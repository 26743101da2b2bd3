package dev.cordon.connectors.vendor.ldap;

import dev.cordon.connectors.line.Tenant;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "cordon.vendor.ldap")
interface LdapConfig {

    enum Kind {
        ACTIVE_DIRECTORY,
        OPENLDAP
    }

    @WithParentName
    @WithUnnamedKey(LdapProduct.NAME)
    Map<String, Domain> tenants();

    interface Domain extends Tenant {

        /// `ldaps://dc1.acme.example`, or `ldap://` for StartTLS; never without TLS. Several servers of one
        /// directory are separated by commas, the preferred one first; all can be written to.
        Optional<List<URI>> url();

        /// PEM file with the certificate authority of the servers; without it the Java trust store decides.
        Optional<Path> ca();

        @WithDefault("active-directory")
        Kind dialect();

        /// A DN; for Active Directory also a user principal name.
        Optional<String> bindDn();

        Optional<String> bindPassword();

        /// Where accounts are looked for; without it what the server calls its own naming context.
        Optional<String> base();

        /// Active Directory: the NetBIOS name, so that `ACME\m.keller` is understood.
        Optional<String> domain();

        /// OpenLDAP: the DN of the password policy of accounts that name none.
        Optional<String> policy();

        /// Names, addresses or DNs of accounts that are never touched, such as those for emergencies.
        Optional<List<String>> untouched();

        /// Active Directory: whether members of protected groups (`adminCount=1`) may be touched.
        @WithDefault("false")
        boolean allowProtected();

        /// Active Directory: whether user accounts with a service principal name may be touched.
        @WithDefault("false")
        boolean allowServiceAccounts();

        @Override
        default boolean used() {
            return enabled() && url().isPresent();
        }
    }
}
