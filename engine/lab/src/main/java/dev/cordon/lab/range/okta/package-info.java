/// Okta, simulated: accounts, sessions, passwords, factors, roles.
@NullMarked
package dev.cordon.lab.range.okta;

import org.jspecify.annotations.NullMarked;
