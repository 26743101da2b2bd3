package dev.cordon.lab.chaos;

import dev.cordon.lab.PartName;
import dev.cordon.lab.Stack;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.StackFile.Account;
import dev.cordon.lab.demo.Caller;
import dev.cordon.lab.demo.Login;
import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A stack that is up, with everything one needs to use it, to break it, and to look at it from outside.
public final class Site implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(90);

    private final Stack stack;
    private final StackFile file;
    private final HttpClient http;
    private final Sender sender;
    private final RangeControl range;
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, String> canaries = new ConcurrentHashMap<>();

    public Site(Stack stack) {
        this.stack = stack;
        this.file = StackFile.read(stack.folder().stackFile()).orElseThrow(() -> new Problem("The stack is not up."));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        this.sender = new Sender(http, file);
        this.range = new RangeControl(http, file.range());
    }

    public Sender sender() {
        return sender;
    }

    public RangeControl range() {
        return range;
    }

    public HttpClient http() {
        return http;
    }

    public StackFile file() {
        return file;
    }

    public Caller person(String name) {
        return callers.computeIfAbsent(name, unknown -> {
            var oidc = file.oidc();
            return new Caller(
                    file.server(), new Login(http, oidc.issuer(), oidc.clientId(), account(file.accounts(), name)));
        });
    }

    /// Whether somebody of the company that is protected can log in there now.
    public boolean getsIn(String victim) throws IOException, InterruptedException {
        var company = file.company();
        return new Login(http, company.issuer(), company.clientId(), account(company.accounts(), victim))
                .token()
                .isPresent();
    }

    /// A secret of the test's own, that must not turn up anywhere either.
    public String canary(String name) {
        return canaries.computeIfAbsent(name, unknown -> stack.secrets().of("canary." + name));
    }

    public Case send(Message alert) throws IOException, InterruptedException {
        return new Case(this, sender.send(alert).incident());
    }

    /// `kill -9`, all at once as far as that goes.
    public void kill(EnumSet<PartName> victims) {
        victims.stream().parallel().forEach(victim -> stack.part(victim).kill());
    }

    /// Each after the ones it cannot start without.
    public void start(EnumSet<PartName> victims) {
        var base = EnumSet.of(PartName.POSTGRESQL, PartName.CAMUNDA, PartName.KEYCLOAK, PartName.RANGE);
        base.retainAll(victims);
        base.forEach(name -> stack.part(name).launch());
        base.forEach(name -> stack.part(name).awaitReady(Duration.ofSeconds(90)));
        for (var name : EnumSet.of(PartName.SERVER, PartName.CONNECTORS)) {
            if (victims.contains(name)) {
                stack.part(name).launch();
            }
        }
        for (var name : EnumSet.of(PartName.SERVER, PartName.CONNECTORS)) {
            if (victims.contains(name)) {
                stack.part(name).awaitReady(Duration.ofSeconds(90));
            }
        }
    }

    public Database database() throws SQLException {
        return new Database(
                PostgreSql.url(stack.ports()), PostgreSql.OWNER, stack.secrets().of("database.owner"));
    }

    /// By name, and this process.
    public Map<String, Long> processes() {
        var pids = new HashMap<String, Long>();
        stack.parts().forEach(part -> pids.put(part.name(), part.running().pid()));
        pids.put("this", ProcessHandle.current().pid());
        return pids;
    }

    /// Waits until nothing moves any more, and counts. What does not come to rest is counted as stuck.
    public Findings check() throws IOException, InterruptedException, SQLException {
        try {
            Patience.await("everything to come to rest", REST, () -> {
                try (var database = database()) {
                    return database.atRest() ? Optional.of(true) : Optional.empty();
                }
            });
        } catch (Problem restless) {
            // the checker says what does not rest
            return Checker.check(look());
        }
        return Checker.check(look());
    }

    public Snapshot look() throws IOException, InterruptedException, SQLException {
        return new Look(this, stack, http, canaries).take();
    }

    /// The ends of the logs of what is ours, for a failure that has to be understood.
    public String logs() {
        var text = new StringBuilder();
        for (var name : List.of(PartName.SERVER, PartName.CONNECTORS, PartName.CAMUNDA)) {
            text.append("--- ").append(name).append(System.lineSeparator());
            text.append(stack.part(name).tail(15)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static Account account(List<Account> accounts, String name) {
        return accounts.stream()
                .filter(account -> account.username().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem("This stack has no account named " + name));
    }

    @Override
    public void close() {
        http.close();
    }
}
