package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.stream.Stream;

/// What a playbook can ask for: the job types of the broker, in the analyst's words.
///
/// A suffix `:2` is added only for a breaking change of a job's variables.
public enum JobType {
    HOST_FIND("host.find", Effect.LOOKS),
    HOST_CHECK("host.check", Effect.LOOKS),
    HOST_ISOLATE("host.isolate", Effect.CONTAINS),
    HOST_RELEASE("host.release", Effect.RELEASES),
    PROCESS_KILL("process.kill", Effect.REVOKES),
    FILE_QUARANTINE("file.quarantine", Effect.REVOKES),
    FILE_FETCH("file.fetch", Effect.COLLECTS),
    INDICATOR_BLOCK("indicator.block", Effect.CONTAINS),
    INDICATOR_UNBLOCK("indicator.unblock", Effect.RELEASES),
    ACCOUNT_FIND("account.find", Effect.LOOKS),
    ACCOUNT_CHECK("account.check", Effect.LOOKS),
    ACCOUNT_DISABLE("account.disable", Effect.CONTAINS),
    ACCOUNT_ENABLE("account.enable", Effect.RELEASES),
    SESSIONS_REVOKE("sessions.revoke", Effect.REVOKES),
    CREDENTIALS_RESET("credentials.reset", Effect.REVOKES),
    MFA_RESET("mfa.reset", Effect.REVOKES),
    ARTIFACT_COLLECT("artifact.collect", Effect.COLLECTS),
    ALERT_CLOSE("alert.close", Effect.RECORDS);

    /// What a job does to the world.
    public enum Effect {
        /// Reads only; never claimed.
        LOOKS,
        /// Takes something out of circulation; stands in the containment register until it is undone.
        CONTAINS,
        /// Undoes a containment of ours.
        RELEASES,
        /// Changes something that cannot be undone and needs no undoing.
        REVOKES,
        /// Copies something out of the world.
        COLLECTS,
        /// Writes down elsewhere what was decided here. Takes nothing from anybody.
        RECORDS;

        /// Whether it takes something away from somebody, and so falls under approval and the policy's guards.
        public boolean destructive() {
            return this == CONTAINS || this == REVOKES;
        }
    }

    private final String value;
    private final Effect effect;

    JobType(String value, Effect effect) {
        this.value = value;
        this.effect = effect;
    }

    /// The job type as it stands in a BPMN file.
    @JsonValue
    public String value() {
        return value;
    }

    public Effect effect() {
        return effect;
    }

    /// Whether it goes from a name to a target; every other job is given its target.
    public boolean finds() {
        return this == HOST_FIND || this == ACCOUNT_FIND;
    }

    /// The job that undoes this one, if there is one.
    public Optional<JobType> undoneBy() {
        return switch (this) {
            case HOST_ISOLATE -> Optional.of(HOST_RELEASE);
            case ACCOUNT_DISABLE -> Optional.of(ACCOUNT_ENABLE);
            case INDICATOR_BLOCK -> Optional.of(INDICATOR_UNBLOCK);
            case HOST_FIND,
                    HOST_CHECK,
                    HOST_RELEASE,
                    PROCESS_KILL,
                    FILE_QUARANTINE,
                    FILE_FETCH,
                    INDICATOR_UNBLOCK,
                    ACCOUNT_FIND,
                    ACCOUNT_CHECK,
                    ACCOUNT_ENABLE,
                    SESSIONS_REVOKE,
                    CREDENTIALS_RESET,
                    MFA_RESET,
                    ARTIFACT_COLLECT,
                    ALERT_CLOSE -> Optional.empty();
        };
    }

    /// The containing job that this one undoes, if it undoes one.
    public Optional<JobType> undoes() {
        return Stream.of(values())
                .filter(type -> type.undoneBy().filter(this::equals).isPresent())
                .findFirst();
    }

    @JsonCreator
    public static JobType of(String value) {
        return Stream.of(values())
                .filter(type -> type.value.equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such job type: " + value));
    }
}
