/// Okta: accounts, their sessions, passwords and factors, through the management API.
@NullMarked
package dev.cordon.connectors.vendor.okta;

import org.jspecify.annotations.NullMarked;
