package dev.cordon.engine.incident;

import dev.cordon.contract.Verdict;

/// An incident that was just closed: told within the transaction that closes it, and kept for its sources.
///
/// @param nth how often it was closed until now, this time included
/// @param reason in the words of `by`
public record IncidentClosing(String incidentId, int nth, Verdict verdict, String reason, String by) {}
