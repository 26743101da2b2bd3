package dev.cordon.engine.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the product's own hash says of the bytes that arrived.
public enum VendorHash {
    @JsonProperty("matches")
    MATCHES,
    @JsonProperty("differs")
    DIFFERS,
    @JsonProperty("none")
    NONE
}
