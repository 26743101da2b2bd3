package dev.cordon.contract;

/// What a worker is about to do, told before it is done.
///
/// @param actionId the same for every redelivery and retry of the job: see [ActionId]
/// @param element the BPMN element that asks for it
/// @param reason why, in the words of whoever started the run
/// @param worker which worker process asks: host name and process id
public record Intent(
        String actionId,
        String incidentId,
        String runId,
        JobType action,
        Target target,
        String reason,
        String element,
        String worker) {}
