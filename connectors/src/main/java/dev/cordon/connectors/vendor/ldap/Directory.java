package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPRequest;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One directory, whichever of its servers answers.
final class Directory {
    private static final int MOST = 20;

    private final String name;
    private final LdapConfig.Domain config;
    private final Line line;
    private final Dialect dialect;
    private final Controllers controllers;
    private volatile @Nullable SSLSocketFactory tls;
    private volatile @Nullable String base;

    Directory(String name, LdapConfig.Domain config) {
        this.name = name;
        this.config = config;
        this.line = new Line(name, config.budget());
        this.controllers = new Controllers(config.url().orElse(List.of()).stream()
                .map(address -> new Controller(address, this::tls, this::bind))
                .toList());
        this.dialect = switch (config.dialect()) {
            case ACTIVE_DIRECTORY -> new ActiveDirectory(config);
            case OPENLDAP -> new OpenLdap(config, this);
        };
    }

    /// An entry, and the server that showed it.
    record Found(Controller at, SearchResultEntry entry) {
        String dn() {
            return entry.getDN();
        }
    }

    /// The connector's, which targets carry.
    String name() {
        return name;
    }

    Line line() {
        return line;
    }

    Dialect dialect() {
        return dialect;
    }

    List<Controller> controllers() {
        return controllers.all();
    }

    Target.Account account(SearchResultEntry entry) {
        return dialect.account(name, entry);
    }

    /// The account, from the server on which it was changed lately, if it was.
    Found read(Target.Account account) {
        var filter = dialect.byId(account.id());
        var found = line.read(
                left -> controllers.ask(
                        account.id(), left, (at, connection) -> new Hits(at, hits(connection, left, filter))),
                Hits.class);
        var entries = found.entries.stream()
                .filter(entry -> dialect.isAccount(entry) && account(entry).id().equals(account.id()))
                .toList();
        if (entries.size() != 1) {
            throw new VendorException.Refused("target-not-found", "the directory does not know the account");
        }
        return new Found(found.at, entries.getFirst());
    }

    /// All accounts with exactly that value. A cut-off answer has more of them than one.
    Stream<SearchResultEntry> search(Filter filter) {
        return line
                .read(
                        left -> controllers.ask(
                                "", left, (at, connection) -> new Hits(at, hits(connection, left, filter))),
                        Hits.class)
                .entries
                .stream()
                .filter(dialect::isAccount);
    }

    /// One entry by its name, wherever it is; empty when it is not there.
    Optional<SearchResultEntry> entry(String dn, String... attributes) {
        var hits = line.read(
                left -> controllers.ask("", left, (at, connection) -> {
                    try {
                        return new Hits(at, search(connection, left, dn, SearchScope.BASE, present(), attributes));
                    } catch (LDAPException e) {
                        if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                            return new Hits(at, List.of());
                        }
                        throw e;
                    }
                }),
                Hits.class);
        return hits.entries.stream().findFirst();
    }

    /// Sends one change to the server that showed the account. From then on the account is read from there.
    void write(Target.Account account, Found found, Ask ask, LDAPRequest change) {
        var result = line.write(ask, left -> sent(account, found.at, left, change), LDAPResult.class);
        Results.require(result);
    }

    private LDAPResult sent(Target.Account account, Controller at, Supplier<Duration> left, LDAPRequest change) {
        try {
            return at.talk(left, connection -> {
                change.setFollowReferrals(false);
                change.setResponseTimeoutMillis(Controller.millis(left, Line.WRITE));
                controllers.changed(account.id(), at);
                return connection.processOperation(change);
            });
        } catch (NotReached e) {
            throw e.why();
        }
    }

    /// After an interruption: where an earlier claim has changed the account.
    void changedAt(Target.Account account, String controller) {
        controllers.changed(account.id(), controller);
    }

    /// What one server says about itself. Not retried, not budgeted: for the preflight.
    RootDSE greeting(Controller controller) {
        var end = System.nanoTime() + Line.READ.toNanos();
        Supplier<Duration> left = () -> Duration.ofNanos(end - System.nanoTime());
        try {
            return controller.talk(left, connection -> {
                var dse = connection.getRootDSE();
                if (dse == null) {
                    throw new LDAPException(ResultCode.NO_SUCH_OBJECT);
                }
                return dse;
            });
        } catch (NotReached e) {
            throw e.why();
        }
    }

    private record Hits(Controller at, List<SearchResultEntry> entries) {}

    private List<SearchResultEntry> hits(LDAPConnection connection, Supplier<Duration> left, Filter filter)
            throws LDAPException {
        return search(connection, left, base(connection), SearchScope.SUB, filter, dialect.attributes());
    }

    private static List<SearchResultEntry> search(
            LDAPConnection connection,
            Supplier<Duration> left,
            String base,
            SearchScope scope,
            Filter filter,
            String... attributes)
            throws LDAPException {
        var request = new SearchRequest(base, scope, filter, attributes);
        request.setSizeLimit(MOST);
        request.setFollowReferrals(false);
        request.setResponseTimeoutMillis(Controller.millis(left, Line.READ));
        try {
            SearchResult result = connection.search(request);
            return result.getSearchEntries();
        } catch (LDAPSearchException e) {
            var some = e.getSearchEntries();
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED) && some != null && some.size() > 1) {
                return some;
            }
            throw e;
        }
    }

    String base() {
        return line.read(left -> controllers.ask("", left, (at, connection) -> base(connection)), String.class);
    }

    private String base(LDAPConnection connection) throws LDAPException {
        var known = base;
        if (known == null) {
            known = config.base().isPresent() ? config.base().get() : own(connection.getRootDSE());
            base = known;
        }
        return known;
    }

    private static String own(@Nullable RootDSE dse) {
        var contexts = dse == null ? null : dse.getNamingContextDNs();
        var context = dse == null ? null : dse.getAttributeValue("defaultNamingContext");
        if (context == null && contexts != null && contexts.length == 1) {
            context = contexts[0];
        }
        if (context == null) {
            throw new VendorException.Misconfigured("the directory has several naming contexts; name the base");
        }
        return context;
    }

    private SSLSocketFactory tls() {
        var known = tls;
        if (known == null) {
            known = Trust.of(config.ca());
            tls = known;
        }
        return known;
    }

    /// An empty password would be an anonymous sign-in that looks like a good one.
    private SimpleBindRequest bind() {
        var who = config.bindDn().filter(text -> !text.isBlank());
        var password = config.bindPassword().filter(text -> !text.isBlank());
        if (who.isEmpty() || password.isEmpty()) {
            throw new VendorException.Misconfigured(name + " has no account to sign in with");
        }
        return new SimpleBindRequest(who.get(), password.get());
    }

    private static Filter present() {
        return Filter.createPresenceFilter("objectClass");
    }
}
