/// The ledger of effects: nothing leaves without a claim, nothing ends without an outcome.
@NullMarked
package dev.cordon.engine.ledger;

import org.jspecify.annotations.NullMarked;
