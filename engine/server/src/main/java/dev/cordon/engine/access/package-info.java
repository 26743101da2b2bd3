/// Who is calling and what they may do: people by OIDC, machines by their secrets, everything else denied.
@NullMarked
package dev.cordon.engine.access;

import org.jspecify.annotations.NullMarked;
