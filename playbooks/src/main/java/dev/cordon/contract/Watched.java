package dev.cordon.contract;

/// A containment or release that was asked for and not seen to happen.
///
/// @param action what was asked for
public record Watched(String actionId, JobType action, Target target) {}
