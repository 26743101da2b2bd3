/// Duo: accounts and their second factors, through the Admin API.
@NullMarked
package dev.cordon.connectors.vendor.duo;

import org.jspecify.annotations.NullMarked;
