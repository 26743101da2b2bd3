package dev.cordon.contract;

/// A later look at what a [Watched] action asked for.
public record Sighting(String actionId, Look look) {}
