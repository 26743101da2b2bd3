package dev.cordon.lab.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cordon.lab.PartName;
import dev.cordon.lab.range.Arrival;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Many alerts in one second, a slow vendor, `kill -9` when half of the hosts are contained, restart, count.
public final class KillRun {
    private static final Duration SETTLE = Duration.ofMinutes(4);
    private static final Duration LATENCY = Duration.ofMillis(500);

    private final Site site;
    private final EnumSet<PartName> victims;
    private final int alerts;
    private final int perSecond;
    private final AtomicInteger acked = new AtomicInteger();
    private final AtomicInteger sentAgain = new AtomicInteger();

    public KillRun(Site site, EnumSet<PartName> victims, int alerts, int perSecond) {
        this.site = site;
        this.victims = EnumSet.copyOf(victims);
        this.alerts = alerts;
        this.perSecond = perSecond;
    }

    /// @param contained hosts that were contained when the blow fell
    /// @param ready seconds from the blow until everything was up again
    /// @param last seconds from then until the last run ended; negative: before
    /// @param rest what was not over in time
    public record Result(
            String what,
            int sent,
            int ackedAtKill,
            int contained,
            int finishedAtKill,
            int acked,
            int sentAgain,
            int finished,
            int neverContained,
            int containedTwice,
            int containedUnfinished,
            double ready,
            double last,
            List<String> rest) {

        public boolean perfect() {
            return acked == sent && finished == sent && neverContained == 0 && containedTwice == 0;
        }

        public String table() {
            return """
                  killed                      %s
                  when it fell                %d acked, %d contained, %d finished
                  sent                        %5d
                  acked                       %5d   (%d sent again)
                  finished                    %5d
                  never contained             %5d
                  contained twice             %5d
                  contained, unfinished       %5d
                  all up again after          %5.1f s
                  last completion after that  %5.1f s
                %s""".formatted(
                            what,
                            ackedAtKill,
                            contained,
                            finishedAtKill,
                            sent,
                            acked,
                            sentAgain,
                            finished,
                            neverContained,
                            containedTwice,
                            containedUnfinished,
                            ready,
                            last,
                            rest.stream().map(line -> "    " + line + "\n").collect(Collectors.joining()));
        }

        public ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("killed", what)
                    .put("sent", sent)
                    .put("ackedAtKill", ackedAtKill)
                    .put("containedAtKill", contained)
                    .put("finishedAtKill", finishedAtKill)
                    .put("acked", acked)
                    .put("sentAgain", sentAgain)
                    .put("finished", finished)
                    .put("neverContained", neverContained)
                    .put("containedTwice", containedTwice)
                    .put("containedUnfinished", containedUnfinished)
                    .put("upAgainSeconds", ready)
                    .put("lastCompletionSeconds", last);
        }
    }

    /// A run as the database has it.
    private record Run(String host, boolean isolated, Instant endedAt) {}

    public Result run() throws IOException, InterruptedException, SQLException {
        var hosts = Names.hosts(alerts);
        var before = lastArrival();
        site.range().slow("contain", "", LATENCY, Integer.MAX_VALUE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = System.nanoTime();
            for (var i = 0; i < alerts; i++) {
                var host = hosts.get(i);
                var due = begun + i * 1_000_000_000L / perSecond;
                threads.execute(() -> sendUntilTaken(AlertText.critical(host), due));
            }
            Patience.await(
                    "half of the hosts to be contained",
                    SETTLE,
                    () -> contained(before).size() >= alerts / 2 ? Optional.of(true) : Optional.empty());
            var struck = Instant.now();
            var ackedThen = acked.get();
            site.kill(victims);
            var containedThen = contained(before).size();
            site.start(victims);
            var up = Instant.now();
            var finishedThen = await(hosts, struck);
            return result(before, hosts, struck, up, new int[] {ackedThen, containedThen, finishedThen});
        } finally {
            site.range().forgive();
        }
    }

    /// @return how many were over when the blow fell
    private int await(List<String> hosts, Instant struck) throws InterruptedException, SQLException {
        try {
            Patience.await(
                    "every run to end",
                    SETTLE,
                    () -> acked.get() == alerts && runs(hosts).size() == alerts ? Optional.of(true) : Optional.empty());
        } catch (Problem late) {
            // counted as not finished
            return finishedBefore(hosts, struck);
        }
        return finishedBefore(hosts, struck);
    }

    private int finishedBefore(List<String> hosts, Instant struck) throws SQLException {
        return (int) runs(hosts).stream()
                .filter(run -> run.isolated() && run.endedAt().isBefore(struck))
                .count();
    }

    private Result result(long before, List<String> hosts, Instant struck, Instant up, int[] then)
            throws IOException, InterruptedException, SQLException {
        var changes = contained(before);
        var finished = runs(hosts).stream().filter(Run::isolated).toList();
        var over = finished.stream().map(Run::host).collect(Collectors.toSet());
        var last = finished.stream().map(Run::endedAt).max(Instant::compareTo).orElse(up);
        var rest = new ArrayList<String>();
        hosts.stream()
                .filter(host -> !over.contains(host))
                .limit(20)
                .forEach(host -> rest.add(host
                        + (changes.containsKey(host)
                                ? " contained, its run is not over as it should"
                                : " not contained")));
        return new Result(
                victims.toString().toLowerCase(Locale.ROOT),
                alerts,
                then[0],
                then[1],
                then[2],
                acked.get(),
                sentAgain.get(),
                finished.size(),
                (int) hosts.stream().filter(host -> !changes.containsKey(host)).count(),
                (int) changes.values().stream().filter(times -> times > 1).count(),
                (int) changes.keySet().stream()
                        .filter(host -> !over.contains(host))
                        .count(),
                seconds(struck, up),
                seconds(up, last),
                rest);
    }

    /// The requests the vendor decided about, by host.
    private Map<String, Integer> contained(long before) throws IOException, InterruptedException {
        return site.range().arrivals(before).stream()
                .filter(arrival -> arrival.operation().equals("contain"))
                .collect(Collectors.toMap(Arrival::host, arrival -> 1, Integer::sum));
    }

    private long lastArrival() throws IOException, InterruptedException {
        return site.range().arrivals(0).stream()
                .mapToLong(Arrival::number)
                .max()
                .orElse(0);
    }

    private List<Run> runs(List<String> hosts) throws SQLException {
        try (var database = site.database()) {
            return database
                    .list(
                            "select target ->> 'host' as host, end_name, ended_at from playbook_run where ended_at is not null",
                            row -> new Run(
                                    String.valueOf(row.getString("host")),
                                    "Host isolated".equals(row.getString("end_name")),
                                    row.getTimestamp("ended_at").toInstant()))
                    .stream()
                    .filter(run -> hosts.contains(run.host()))
                    .toList();
        }
    }

    /// As a SIEM does: the same alert again until somebody has said that it was taken.
    private void sendUntilTaken(AlertText alert, long due) {
        var deadline = System.nanoTime() + SETTLE.toNanos();
        try {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            while (System.nanoTime() < deadline) {
                try {
                    site.sender().send(alert);
                    acked.incrementAndGet();
                    return;
                } catch (IOException | Problem e) {
                    sentAgain.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(500);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
