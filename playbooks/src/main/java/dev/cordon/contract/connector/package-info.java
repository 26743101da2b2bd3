/// What the connectors tell the server about themselves.
@NullMarked
package dev.cordon.contract.connector;

import org.jspecify.annotations.NullMarked;
