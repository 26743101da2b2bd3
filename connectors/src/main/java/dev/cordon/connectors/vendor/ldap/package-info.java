/// A directory over LDAP with TLS: Active Directory or OpenLDAP. Accounts and their passwords; a directory has neither
/// sessions nor second factors.
@NullMarked
package dev.cordon.connectors.vendor.ldap;

import org.jspecify.annotations.NullMarked;
