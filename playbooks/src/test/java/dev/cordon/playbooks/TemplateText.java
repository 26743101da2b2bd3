package dev.cordon.playbooks;

import dev.cordon.contract.JobType;

/// What an author reads in the Modeler about a job.
///
/// @param result the variable that keeps the job's result, unless the author says otherwise
record TemplateText(String name, String description, String result) {

    static TemplateText of(JobType type) {
        return switch (type) {
            case HOST_FIND ->
                new TemplateText(
                        "Find host", "From a name to exactly one host; several or none is a BPMN error.", "host");
            case HOST_CHECK ->
                new TemplateText("Check host", "Looks whether the host is isolated; changes nothing.", "hostState");
            case HOST_ISOLATE ->
                new TemplateText(
                        "Isolate host",
                        "Cuts the host off from the network; its security product still reaches it.",
                        "isolation");
            case HOST_RELEASE ->
                new TemplateText("Release host", "Gives the network back, where Cordon took it.", "hostRelease");
            case PROCESS_KILL ->
                new TemplateText("Kill process", "Ends one process on one host. Cannot be undone.", "killing");
            case FILE_QUARANTINE ->
                new TemplateText(
                        "Quarantine file",
                        "Takes one file on one host out of reach. The product may give it back; Cordon does not.",
                        "quarantine");
            case FILE_FETCH ->
                new TemplateText("Fetch file", "Copies one file off one host into the evidence.", "fetchedFile");
            case INDICATOR_BLOCK ->
                new TemplateText("Block hash", "Lets the product run files of this hash nowhere.", "blocking");
            case INDICATOR_UNBLOCK ->
                new TemplateText("Unblock hash", "Takes the block back, where Cordon set it.", "unblocking");
            case ACCOUNT_FIND ->
                new TemplateText(
                        "Find account",
                        "From a name to exactly one account; several or none is a BPMN error.",
                        "account");
            case ACCOUNT_CHECK ->
                new TemplateText(
                        "Check account", "Looks whether the account is disabled; changes nothing.", "accountState");
            case ACCOUNT_DISABLE ->
                new TemplateText(
                        "Disable account", "Nobody can log in with it until it is enabled again.", "disabling");
            case ACCOUNT_ENABLE ->
                new TemplateText("Enable account", "Lets it log in again, where Cordon disabled it.", "enabling");
            case SESSIONS_REVOKE ->
                new TemplateText("Revoke sessions", "Logs the account out everywhere. Cannot be undone.", "revocation");
            case CREDENTIALS_RESET ->
                new TemplateText(
                        "Reset credentials",
                        "Makes the account's password worthless. Cannot be undone.",
                        "credentialsReset");
            case MFA_RESET ->
                new TemplateText(
                        "Reset second factors",
                        "Takes away the account's second factors. Cannot be undone.",
                        "mfaReset");
            case ARTIFACT_COLLECT ->
                new TemplateText(
                        "Collect triage evidence",
                        "Copies the triage collection off the host into the evidence; changes nothing on it.",
                        "evidence");
            case ALERT_CLOSE ->
                new TemplateText(
                        "Close alert at its source",
                        "Tells the product that raised the alert how its incident ended. Only once the incident is closed.",
                        "closing");
        };
    }
}
