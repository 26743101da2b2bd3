package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.AccountDisable;
import dev.cordon.connectors.capability.AccountLookup;
import dev.cordon.connectors.capability.Capability;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Intent;
import dev.cordon.contract.Target.Account;
import dev.cordon.contract.Target.Host;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Which capability of which vendor answers a job.
@ApplicationScoped
public class Actions {
    private final Runner runner;
    private final Collector collector;
    private final Finder finder;
    private final List<Capability> capabilities;

    Actions(Runner runner, Collector collector, Finder finder, @All List<Capability> capabilities) {
        this.runner = runner;
        this.collector = collector;
        this.finder = finder;
        this.capabilities = capabilities;
    }

    public Answer find(Query query) {
        return switch (query.type()) {
            case HOST_FIND -> finder.find(query, all(HostLookup.class));
            case ACCOUNT_FIND -> finder.find(query, all(AccountLookup.class));
            case HOST_ISOLATE, HOST_RELEASE, ACCOUNT_DISABLE, ACCOUNT_ENABLE, SESSIONS_REVOKE, ARTIFACT_COLLECT ->
                new Answer.Blocked(query.type().value() + " finds nothing");
        };
    }

    public Answer perform(Intent intent) {
        try {
            return switch (intent.action()) {
                case HOST_ISOLATE ->
                    runner.run(intent, of(HostIsolation.class, intent).containing(host(intent)));
                case HOST_RELEASE ->
                    runner.run(intent, of(HostIsolation.class, intent).releasing(host(intent)));
                case ACCOUNT_DISABLE ->
                    runner.run(intent, of(AccountDisable.class, intent).containing(account(intent)));
                case ACCOUNT_ENABLE ->
                    runner.run(intent, of(AccountDisable.class, intent).releasing(account(intent)));
                case SESSIONS_REVOKE ->
                    runner.run(intent, of(SessionRevocation.class, intent).revoking(account(intent)));
                case ARTIFACT_COLLECT -> collector.collect(intent, host(intent), of(ForensicCollection.class, intent));
                case HOST_FIND, ACCOUNT_FIND ->
                    new Answer.Blocked(intent.action().value() + " changes nothing");
            };
        } catch (VendorException.Misconfigured e) {
            return new Answer.Blocked(e.why());
        }
    }

    private <C extends Capability> List<C> all(Class<C> kind) {
        return capabilities.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(Capability::configured)
                .toList();
    }

    private <C extends Capability> C of(Class<C> kind, Intent intent) {
        var vendor = intent.target().vendor();
        return all(kind).stream()
                .filter(capability -> capability.vendor().equals(vendor))
                .findFirst()
                .orElseThrow(() -> new VendorException.Misconfigured("no configured vendor %s can do %s"
                        .formatted(vendor, intent.action().value())));
    }

    private static Host host(Intent intent) {
        if (intent.target() instanceof Host host) {
            return host;
        }
        throw new VendorException.Misconfigured(intent.action().value() + " needs a host as its target");
    }

    private static Account account(Intent intent) {
        if (intent.target() instanceof Account account) {
            return account;
        }
        throw new VendorException.Misconfigured(intent.action().value() + " needs an account as its target");
    }
}
