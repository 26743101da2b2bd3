package dev.cordon.connectors.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// One alert in a product's list.
///
/// @param time when it changed, by the product's clock, exactly as the product sorts it
/// @param tie its place among those of the same time
public record Item(JsonNode alert, Instant time, String tie) {}
