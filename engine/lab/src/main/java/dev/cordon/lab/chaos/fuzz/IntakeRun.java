package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Sends very many payloads, few of them good, and counts what the server does that it must not.
///
/// The payloads come out of the seed and their number: the same seed makes the same again, but for the run's name in
/// them, because what was sent before is a repeat.
public final class IntakeRun {
    private static final int SENDERS = 16;
    private static final int PARTS = 10;
    private static final int STORM = 8;
    private static final int CALM = 1250;
    private static final int FULL = 20_000;
    private static final double MOST_GROWTH_MIB = 24;
    private static final int HEAP_READINGS = 3;
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(300);

    private final Setting setting;
    private final Consumer<String> tell;
    private final String name = Long.toString(System.currentTimeMillis(), 36);
    private final Flaws flaws = new Flaws();
    private final Ledger ledger = new Ledger(flaws);
    private final Tally tally = new Tally();
    private final Judge judge = new Judge(flaws, ledger, tally);
    private final List<Gun> guns;
    private final AtomicLong next = new AtomicLong();
    private final List<Double> heap = new ArrayList<>();

    /// @param doors by kind
    /// @param patience with an answer
    /// @param withSilence how long who falls silent may be waited for by the server
    public record Setting(
            URI server,
            Map<String, Door> doors,
            Witness witness,
            long payloads,
            long seed,
            Duration patience,
            Duration withSilence) {}

    public IntakeRun(Setting setting, Consumer<String> tell) {
        this.setting = setting;
        this.tell = tell;
        this.guns = IntStream.range(0, SENDERS).mapToObj(i -> gun()).toList();
    }

    public record Result(long payloads, long seed, double seconds, List<Double> heapMib, Tally tally, Flaws flaws) {

        public boolean perfect() {
            return flaws.none();
        }

        public String table() {
            return "%s%n  %d payloads in %.0f s, seed %d; heap after collection, MiB: %s%n%n%s"
                    .formatted(
                            tally.table(),
                            payloads,
                            seconds,
                            seed,
                            String.join(
                                    " ",
                                    heapMib.stream()
                                            .map(mib -> String.format(Locale.ROOT, "%.1f", mib))
                                            .toList()),
                            flaws.table());
        }

        public ObjectNode json() {
            var all = JsonNodeFactory.instance
                    .objectNode()
                    .put("payloads", payloads)
                    .put("seed", seed)
                    .put("seconds", seconds);
            heapMib.forEach(all.putArray("heapMib")::add);
            all.set("answers", tally.json());
            all.set("counts", flaws.json());
            return all;
        }
    }

    public Result run() throws IOException, InterruptedException, SQLException {
        var begun = Instant.now();
        setting.witness().complaints();
        try (var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            stall(aside);
            for (var part = 1; part <= PARTS; part++) {
                send(setting.payloads() * part / PARTS, aside);
                heap.add(kept());
                tell.accept("%3d %%  %d sent, %.0f MiB in the heap"
                        .formatted(part * 100 / PARTS, Math.min(next.get(), setting.payloads()), heap.getLast()));
            }
        } finally {
            guns.forEach(Gun::close);
        }
        var seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
        ledger.compare(setting.witness().stored(begun), setting.witness());
        afterwards();
        return new Result(setting.payloads(), setting.seed(), seconds, List.copyOf(heap), tally, flaws);
    }

    /// Silence before the body is borne for longer than a short run takes.
    private void stall(ExecutorService aside) {
        var all = setting.payloads();
        for (var i = 0L; i < Math.clamp(all / 2000, 4, 40); i++) {
            var shot = make(all + i, all >= FULL && i % 2 == 0 ? Mutation.STALLED_HEAD : Mutation.STALLED);
            aside.execute(() -> fire(gun(), shot));
        }
    }

    /// Up to that number, and not further: the heap is compared when nothing is under way.
    private void send(long end, ExecutorService aside) {
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var gun : guns) {
                senders.execute(() -> {
                    for (var number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
                        var shot = make(number);
                        if (shot.manner().takesLong()) {
                            aside.execute(() -> fire(gun(), shot));
                        } else {
                            fire(gun, shot);
                        }
                    }
                });
            }
        }
        next.set(end);
    }

    /// What is held for good: slow senders and alerts still being routed hold something for a moment, so the lowest
    /// of some readings counts.
    private double kept() throws IOException, InterruptedException {
        var lowest = Double.MAX_VALUE;
        for (var i = 0; i < HEAP_READINGS; i++) {
            Thread.sleep(i == 0 ? Duration.ZERO : BETWEEN_READINGS);
            lowest = Math.min(lowest, setting.witness().heapMib());
        }
        return lowest;
    }

    /// Now and then as many heavy ones at once as there are senders to send them.
    private Shot make(long number) {
        var heavy = number % CALM < STORM;
        return make(number, heavy ? Mutation.HEAVY : Mutation.by(new Chance(setting.seed(), -1 - number)));
    }

    private Shot make(long number, Mutation mutation) {
        return mutation.make(new Draft(number, mutation, new Chance(setting.seed(), number), setting.doors(), name));
    }

    private void fire(Gun gun, Shot shot) {
        try {
            judge.see(shot, gun.fire(shot));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Gun gun() {
        return new Gun(setting.server(), setting.patience(), setting.withSilence());
    }

    private void afterwards() throws IOException, InterruptedException {
        var base = heap.get(1);
        for (var reading : heap.subList(2, heap.size())) {
            if (reading > base + MOST_GROWTH_MIB) {
                flaws.add(Flaw.HEAP_GREW, "from %.1f to %.1f MiB".formatted(base, reading));
            }
        }
        setting.witness().complaints().forEach(line -> flaws.add(Flaw.LOGGED_ERROR, line));
        if (!setting.witness().ready()) {
            flaws.add(Flaw.NOT_READY_AFTERWARDS, "/q/health/ready does not say UP");
        }
    }
}
