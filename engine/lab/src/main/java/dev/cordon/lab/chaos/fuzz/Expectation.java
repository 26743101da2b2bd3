package dev.cordon.lab.chaos.fuzz;

/// What may become of a payload. Busy (429, 503) the server may be at any time, if it says until when.
enum Expectation {
    /// An alert as its product sends it: 202.
    TAKEN,
    /// Nothing that may be taken: 4xx.
    REFUSED,
    /// JSON whose meaning was changed: taken or refused, as the product's format says.
    OPEN,
    /// Not even HTTP: refused, perhaps without a body, perhaps by hanging up.
    UNHEARD
}
