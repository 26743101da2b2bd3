package dev.cordon.engine.connector;

import dev.cordon.contract.connector.State;
import dev.cordon.engine.connector.ConnectorView.Heard;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What the workers said last. In memory, and in the table for after a restart.
@ApplicationScoped
public class ConnectorReports {
    private static final Duration GONE = Duration.ofSeconds(30);

    private final ReportTable table;
    private final Standings standings;
    private final InstantSource clock;
    private final Map<String, Said> workers = new ConcurrentHashMap<>();
    private final Map<String, Heard> last = new ConcurrentHashMap<>();

    ConnectorReports(ReportTable table, Standings standings, InstantSource clock) {
        this.table = table;
        this.standings = standings;
        this.clock = clock;
    }

    private record Said(Instant at, List<State> connectors) {
        Stream<Heard> about(String name) {
            return connectors.stream()
                    .filter(state -> state.name().equals(name))
                    .map(state -> new Heard(at, state));
        }

        Said and(Said later) {
            return at.equals(later.at)
                    ? new Said(
                            at,
                            Stream.concat(connectors.stream(), later.connectors.stream())
                                    .toList())
                    : later;
        }
    }

    void load(@Observes StartupEvent event) {
        for (var kept : table.all()) {
            workers.merge(kept.worker(), new Said(kept.at(), List.of(kept.state())), Said::and);
            last.put(kept.state().name(), new Heard(kept.at(), kept.state()));
        }
        note(List.copyOf(last.keySet()));
    }

    void take(String worker, List<State> connectors) {
        var now = clock.instant();
        workers.values().removeIf(said -> gone(said, now));
        workers.put(worker, new Said(now, connectors));
        connectors.forEach(state -> last.put(state.name(), new Heard(now, state)));
        note(connectors.stream().map(State::name).toList());
        table.keep(worker, connectors, now);
    }

    /// How many workers report now.
    public int workers() {
        var now = clock.instant();
        return (int) workers.values().stream().filter(said -> !gone(said, now)).count();
    }

    /// Every connector that was ever reported, by name.
    public List<ConnectorView> all() {
        return last.keySet().stream()
                .sorted()
                .flatMap(name -> find(name).stream())
                .toList();
    }

    public Optional<ConnectorView> find(String name) {
        var now = clock.instant();
        var heard = workers.values().stream()
                .filter(said -> !gone(said, now))
                .flatMap(said -> said.about(name))
                .toList();
        return heard.isEmpty()
                ? Optional.ofNullable(last.get(name)).map(ConnectorView::away)
                : Optional.of(ConnectorView.live(heard));
    }

    private void note(List<String> names) {
        names.forEach(name -> find(name)
                .ifPresent(view -> standings.note(
                        view, () -> find(name).map(ConnectorView::state).orElse(Standing.AWAY))));
    }

    private static boolean gone(Said said, Instant now) {
        return !said.at().plus(GONE).isAfter(now);
    }
}
