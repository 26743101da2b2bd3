package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.bench.Proc;
import dev.cordon.lab.bench.Work;
import dev.cordon.lab.chaos.AlertText;
import dev.cordon.lab.chaos.Case;
import dev.cordon.lab.chaos.Names;
import dev.cordon.lab.chaos.Patience;
import dev.cordon.lab.chaos.Site;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A storm of alerts from three products about a few hosts, sent within a given time. Meanwhile somebody reads at the
/// console, and a run that had begun before is decided and has to end.
///
/// @param length within which all are sent
/// @param bound what the console's questions may take, at the 99th percentile
public record Storm(Site site, int alerts, int hosts, Duration length, Duration bound) {
    private static final Duration SETTLE = Duration.ofMinutes(10);
    private static final String APPROVAL = "approve-containment";

    public StormResult run() throws IOException, InterruptedException, SQLException {
        var plan = StormPlan.of(alerts, hosts);
        var swarm = new Swarm(site.sender());
        var wrong = new ArrayList<String>();
        var bystander = site.send(AlertText.high(Names.host(), null));
        bystander.task(APPROVAL);
        var watch = new Watch(site.person("vera"));
        var begun = System.nanoTime();
        var ended = CompletableFuture.supplyAsync(
                () -> finish(bystander, begun), task -> Thread.ofVirtual().start(task));
        var before = work();
        double lasted;
        try (watch) {
            watch.begin();
            swarm.send(plan.alerts(), length);
            lasted = seconds(begun);
        }
        var meanwhile = work().since(before);
        var over = System.nanoTime();
        rest(wrong);
        var rested = seconds(over);
        reject(plan);
        rest(wrong);
        var last = end(ended, wrong);
        var aftermath = aftermath(plan);
        wrong.addAll(aftermath.wrong());
        judge(swarm, watch, wrong);
        return new StormResult(
                hosts,
                alerts,
                swarm.taken.get(),
                swarm.refused.get(),
                swarm.mute.get(),
                swarm.odd.get(),
                swarm.unanswered.get(),
                swarm.repeats.get(),
                swarm.unrecognised.get(),
                lasted,
                rested,
                watch.incidents(),
                watch.tasks(),
                watch.failed(),
                last,
                meanwhile,
                aftermath,
                bound,
                List.copyOf(wrong));
    }

    private Work work() {
        return Proc.present() ? Work.now(site.processes()) : Work.NONE;
    }

    private Aftermath aftermath(StormPlan plan) throws SQLException, IOException, InterruptedException {
        try (var database = site.database()) {
            return Aftermath.of(database, site.range().arrivals(0), plan);
        }
    }

    /// In the middle of the storm two people decide. Returns the seconds until the run was over.
    private double finish(Case bystander, long begun) {
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis() / 4);
            bystander.decide("amina", APPROVAL, "approve");
            bystander.decide("ravi", "review-containment", "keep");
            var end = bystander.ended().path("end").asText();
            if (!end.equals("Contained: kept")) {
                throw new Problem("it ended with: " + end);
            }
            return seconds(begun);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted", e);
        }
    }

    private static double end(CompletableFuture<Double> ended, List<String> wrong) {
        try {
            return ended.join();
        } catch (CompletionException e) {
            wrong.add("the run that was there before: " + e.getCause());
            return Double.NaN;
        }
    }

    /// What does not come to rest is found by the counts.
    private void rest(List<String> wrong) throws InterruptedException {
        try {
            Patience.await("everything to come to rest", SETTLE, () -> {
                try (var database = site.database()) {
                    return database.atRest() ? Optional.of(true) : Optional.empty();
                }
            });
        } catch (Problem restless) {
            wrong.add(String.valueOf(restless.getMessage()));
        }
    }

    /// So that nothing is left that waits for a person.
    private void reject(StormPlan plan) throws SQLException, InterruptedException {
        var keys = plan.hosts().stream().map(host -> "host:" + host).toList();
        List<String> numbers;
        try (var database = site.database()) {
            numbers =
                    database.list("""
                            select distinct i.number, i.grouping_key from human_task t join incident i on i.id = t.incident_id
                            where t.state = 'open' and t.element_id = 'approve-containment'
                            """, row -> List.of(row.getString("number"), row.getString("grouping_key"))).stream()
                            .filter(task -> keys.stream().anyMatch(key -> key.equalsIgnoreCase(task.getLast())))
                            .map(List::getFirst)
                            .toList();
        }
        for (var number : numbers) {
            new Case(site, number).decide("amina", APPROVAL, "reject");
        }
    }

    private void judge(Swarm swarm, Watch watch, List<String> wrong) {
        require(swarm.taken.get() == alerts, "%d of %d alerts were taken".formatted(swarm.taken.get(), alerts), wrong);
        require(swarm.mute.get() == 0, swarm.mute + " refusals without Retry-After", wrong);
        require(swarm.odd.get() == 0, swarm.odd + " answers that are neither 202, 429 nor 503", wrong);
        require(swarm.unrecognised.get() == 0, swarm.unrecognised + " repeats were not recognised", wrong);
        require(watch.failed() == 0, watch.failed() + " questions of the console had no answer", wrong);
        for (var answers : List.of(watch.incidents(), watch.tasks())) {
            // nothing was measured when there is no number
            require(
                    answers.p99() < bound.toMillis(),
                    "the console waited %.0f ms at the 99th percentile, not less than %d"
                            .formatted(answers.p99(), bound.toMillis()),
                    wrong);
        }
    }

    private static void require(boolean so, String otherwise, List<String> wrong) {
        if (!so) {
            wrong.add(otherwise);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
