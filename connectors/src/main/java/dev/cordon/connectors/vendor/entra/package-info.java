/// Microsoft Entra ID: accounts, their sessions, passwords and second factors, through Microsoft Graph.
@NullMarked
package dev.cordon.connectors.vendor.entra;

import org.jspecify.annotations.NullMarked;
