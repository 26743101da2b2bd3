/// Keycloak: accounts and their sessions, through the Admin REST API.
@NullMarked
package dev.cordon.connectors.vendor.keycloak;

import org.jspecify.annotations.NullMarked;
