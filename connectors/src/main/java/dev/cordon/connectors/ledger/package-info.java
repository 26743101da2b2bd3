/// The line to the server's ledger.
@NullMarked
package dev.cordon.connectors.ledger;

import org.jspecify.annotations.NullMarked;
