package dev.cordon.contract.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a connector's requests went in the last five minutes.
///
/// @param succeeded requests that were answered as they should be
/// @param failed requests that were not; a refusal of one target is no failure of the vendor
/// @param latencyMillis the 95th percentile of the time to an answer; null without requests
/// @param breaker `closed`, or `open` while the vendor is being spared
/// @param budget requests that may be sent in a minute by this process; null without a limit
/// @param budgetLeft how many of them are left now; null without a limit
/// @param lastProblem in our own words; null when there was none since the process began
public record Health(
        long succeeded,
        long failed,
        @Nullable Long latencyMillis,
        String breaker,
        @Nullable Integer budget,
        @Nullable Integer budgetLeft,
        @Nullable String lastProblem,
        @Nullable Instant lastProblemAt) {}
