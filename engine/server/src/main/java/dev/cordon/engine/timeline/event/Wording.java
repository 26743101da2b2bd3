package dev.cordon.engine.timeline.event;

import dev.cordon.contract.JobType;
import dev.cordon.contract.Target;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What actions, targets and effects are called in a sentence.
final class Wording {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);

    private Wording() {}

    static String words(String action) {
        return switch (JobType.of(action)) {
            case HOST_FIND -> "find host";
            case HOST_ISOLATE -> "isolate host";
            case HOST_RELEASE -> "release host";
            case ACCOUNT_FIND -> "find account";
            case ACCOUNT_DISABLE -> "disable account";
            case ACCOUNT_ENABLE -> "enable account";
            case SESSIONS_REVOKE -> "revoke the sessions of";
            case ARTIFACT_COLLECT -> "collect triage evidence from";
            case HOST_CHECK -> "look at host";
            case PROCESS_KILL -> "kill";
            case FILE_QUARANTINE -> "quarantine";
            case FILE_FETCH -> "fetch";
            case INDICATOR_BLOCK -> "block";
            case INDICATOR_UNBLOCK -> "unblock";
            case ACCOUNT_CHECK -> "look at account";
            case CREDENTIALS_RESET -> "reset the credentials of";
            case MFA_RESET -> "reset the second factors of";
            case ALERT_CLOSE -> "close at its source";
        };
    }

    static String named(Target target) {
        return target instanceof Target.Indicator hash
                ? hash.name() + " (" + hash.vendor() + ")"
                : target.name() + " (" + target.vendor() + " " + target.id() + ")";
    }

    static String minute(Instant time) {
        return MINUTE.format(time.atOffset(ZoneOffset.UTC));
    }

    static String effect(int contained, int open) {
        if (contained > 0) {
            return "what it contained is held for this incident, too";
        }
        return open > 0 ? "not known yet whether it contained anything" : "it contained NOTHING";
    }

    static String shared(String incident, boolean owned, boolean verified) {
        if (!owned) {
            return "was already so when the playbook of " + incident + " came";
        }
        return verified
                ? "done by the playbook of " + incident
                : "asked for by the playbook of " + incident + ", NOT seen to happen";
    }
}
