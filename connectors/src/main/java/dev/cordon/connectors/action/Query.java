package dev.cordon.connectors.action;

import dev.cordon.contract.JobType;

/// What a name in an alert stands for, asked by one element of one run.
public record Query(JobType type, String incidentId, String runId, String element, String name) {}
