/// Google Workspace: accounts, their sign-ins, passwords and second steps, through the Directory API.
@NullMarked
package dev.cordon.connectors.vendor.google;

import org.jspecify.annotations.NullMarked;
