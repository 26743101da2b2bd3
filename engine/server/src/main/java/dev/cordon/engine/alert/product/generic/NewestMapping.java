package dev.cordon.engine.alert.product.generic;

/// What a source reads by that follows the mapping of a name.
interface NewestMapping {

    /// @throws dev.cordon.engine.problem.Problem 503 while there is none: the sender tries again, and nothing is lost
    GenericMapping of(String name);
}
