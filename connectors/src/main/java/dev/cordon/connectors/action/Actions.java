package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.AlertClosing;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.CredentialReset;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.FileQuarantine;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.IndicatorBlock;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which capability of which connector answers a job.
@ApplicationScoped
public class Actions {
    private final Runner runner;
    private final Collector collector;
    private final Finder finder;
    private final Vendors vendors;

    Actions(Runner runner, Collector collector, Finder finder, Vendors vendors) {
        this.runner = runner;
        this.collector = collector;
        this.finder = finder;
        this.vendors = vendors;
    }

    /// What a connector can do, in the words of a playbook.
    public static List<JobType> jobTypes(Connector connector) {
        return Stream.of(JobType.values())
                .filter(type -> connector.able(needed(type)).isPresent())
                .toList();
    }

    public Answer find(Query query) {
        return query.type() == JobType.ACCOUNT_FIND
                ? finder.find(query, "account", AccountLookup.class)
                : finder.find(query, "host", HostLookup.class);
    }

    /// How it is now; changes nothing and is not claimed.
    public Answer check(JobType type, Target target) {
        try {
            return new Answer.Seen(Urgency.NORMAL.during(() -> look(type, target)));
        } catch (VendorException.Unavailable e) {
            return new Answer.Later(e.retryAfter().orElse(Duration.ofSeconds(2)), e.why());
        } catch (VendorException.Refused e) {
            return new Answer.Ended(new Outcome.Refused(e.code(), e.why()));
        } catch (VendorException e) {
            return new Answer.Blocked(e.why());
        }
    }

    /// The state that an action of this type leads to or from.
    Look.State look(JobType type, Target target) {
        return switch (target) {
            case Target.Host host -> of(HostIsolation.class, type, host).probe(host);
            case Target.Account account ->
                of(AccountDisable.class, type, account).probe(account);
            case Target.Indicator indicator ->
                of(IndicatorBlock.class, type, indicator).probe(indicator);
            case Target.HostProcess process -> throw unfit(type, process);
            case Target.HostFile file -> throw unfit(type, file);
            case Target.SourceAlert alert -> throw unfit(type, alert);
        };
    }

    public Answer perform(Intent intent) {
        return onRecord(intent, () -> performed(intent));
    }

    /// Containments go first where a rate budget is short.
    ///
    /// @param until how long a product that does not answer is waited for; null: a person has to see to it
    public Answer close(Intent intent, Closing closing, @Nullable Instant until) {
        return onRecord(intent, () -> {
            var alert = target(Target.SourceAlert.class, intent);
            var effect = of(AlertClosing.class, intent.action(), alert).closing(alert, closing);
            return runner.run(intent, effect, Urgency.PATIENT, until == null ? null : new Patience(until));
        });
    }

    private Answer onRecord(Intent intent, Supplier<Answer> act) {
        try {
            return act.get();
        } catch (VendorException.Refused e) {
            // nothing will be sent, and that goes on record like every other refusal
            return runner.run(intent, new Unable(e));
        } catch (VendorException.Misconfigured e) {
            return new Answer.Blocked(e.why());
        }
    }

    private Answer performed(Intent intent) {
        var type = intent.action();
        return switch (type) {
            case HOST_ISOLATE -> {
                var host = target(Target.Host.class, intent);
                yield runner.run(intent, of(HostIsolation.class, type, host).containing(host));
            }
            case HOST_RELEASE -> {
                var host = target(Target.Host.class, intent);
                yield runner.run(intent, of(HostIsolation.class, type, host).releasing(host));
            }
            case PROCESS_KILL -> {
                var process = target(Target.HostProcess.class, intent);
                yield runner.run(intent, of(ProcessKill.class, type, process).killing(process));
            }
            case FILE_QUARANTINE -> {
                var file = target(Target.HostFile.class, intent);
                yield runner.run(intent, of(FileQuarantine.class, type, file).quarantining(file));
            }
            case INDICATOR_BLOCK -> {
                var indicator = target(Target.Indicator.class, intent);
                yield runner.run(
                        intent, of(IndicatorBlock.class, type, indicator).containing(indicator));
            }
            case INDICATOR_UNBLOCK -> {
                var indicator = target(Target.Indicator.class, intent);
                yield runner.run(
                        intent, of(IndicatorBlock.class, type, indicator).releasing(indicator));
            }
            case ACCOUNT_DISABLE -> {
                var account = target(Target.Account.class, intent);
                yield runner.run(intent, of(AccountDisable.class, type, account).containing(account));
            }
            case ACCOUNT_ENABLE -> {
                var account = target(Target.Account.class, intent);
                yield runner.run(intent, of(AccountDisable.class, type, account).releasing(account));
            }
            case SESSIONS_REVOKE -> {
                var account = target(Target.Account.class, intent);
                yield runner.run(
                        intent, of(SessionRevocation.class, type, account).revoking(account));
            }
            case CREDENTIALS_RESET -> {
                var account = target(Target.Account.class, intent);
                yield runner.run(
                        intent, of(CredentialReset.class, type, account).resetting(account));
            }
            case MFA_RESET -> {
                var account = target(Target.Account.class, intent);
                yield runner.run(intent, of(MfaReset.class, type, account).resetting(account));
            }
            case ARTIFACT_COLLECT -> {
                var host = target(Target.Host.class, intent);
                yield collector.collect(
                        intent, of(ForensicCollection.class, type, host).collecting(host));
            }
            case FILE_FETCH -> {
                var file = target(Target.HostFile.class, intent);
                yield collector.collect(intent, of(FileFetch.class, type, file).fetching(file));
            }
            case HOST_FIND, HOST_CHECK, ACCOUNT_FIND, ACCOUNT_CHECK ->
                new Answer.Blocked(type.value() + " changes nothing");
            case ALERT_CLOSE -> new Answer.Blocked(type.value() + " needs a verdict");
        };
    }

    /// What nobody can bring about.
    private record Unable(VendorException.Refused refusal) implements Effect {
        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public Look.State look() {
            throw refusal;
        }

        @Override
        public String ask(Ask ask) {
            throw refusal;
        }
    }

    static Class<? extends Capability> needed(JobType type) {
        return switch (type) {
            case HOST_FIND -> HostLookup.class;
            case HOST_CHECK, HOST_ISOLATE, HOST_RELEASE -> HostIsolation.class;
            case PROCESS_KILL -> ProcessKill.class;
            case FILE_QUARANTINE -> FileQuarantine.class;
            case FILE_FETCH -> FileFetch.class;
            case INDICATOR_BLOCK, INDICATOR_UNBLOCK -> IndicatorBlock.class;
            case ACCOUNT_FIND -> AccountLookup.class;
            case ACCOUNT_CHECK, ACCOUNT_DISABLE, ACCOUNT_ENABLE -> AccountDisable.class;
            case SESSIONS_REVOKE -> SessionRevocation.class;
            case CREDENTIALS_RESET -> CredentialReset.class;
            case MFA_RESET -> MfaReset.class;
            case ARTIFACT_COLLECT -> ForensicCollection.class;
            case ALERT_CLOSE -> AlertClosing.class;
        };
    }

    private <C extends Capability> C of(Class<C> kind, JobType type, Target target) {
        var connector = vendors.named(target.vendor())
                .orElseThrow(() ->
                        new VendorException.Misconfigured("no vendor %s is configured".formatted(target.vendor())));
        return connector
                .able(kind)
                .orElseThrow(() -> new VendorException.Refused(
                        "unsupported", "%s cannot do %s".formatted(connector.name(), type.value())));
    }

    private static <T extends Target> T target(Class<T> kind, Intent intent) {
        if (kind.isInstance(intent.target())) {
            return kind.cast(intent.target());
        }
        throw unfit(intent.action(), intent.target());
    }

    private static VendorException unfit(JobType type, Target target) {
        return new VendorException.Misconfigured(
                "%s cannot be done to %s".formatted(type.value(), target.key().split(":", 2)[0]));
    }
}
