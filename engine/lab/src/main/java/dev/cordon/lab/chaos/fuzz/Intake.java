package dev.cordon.lab.chaos.fuzz;

import dev.cordon.lab.PartName;
import dev.cordon.lab.chaos.Site;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The run against a stack with a source of every kind.
public final class Intake {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration WITH_SILENCE = Duration.ofSeconds(150);

    private Intake() {}

    public static IntakeRun against(Site site, long payloads, long seed, Consumer<String> tell) {
        var stack = site.stack();
        var server = stack.part(PartName.SERVER);
        var doors = stack.folder().sources().list().stream()
                .map(source -> Door.of(source, stack.secrets()))
                .collect(Collectors.toMap(Door::kind, door -> door));
        return new IntakeRun(
                new IntakeRun.Setting(
                        URI.create(site.file().server()),
                        doors,
                        new StackWitness(site::database, server::running, server::answers),
                        payloads,
                        seed,
                        PATIENCE,
                        WITH_SILENCE),
                tell);
    }
}
