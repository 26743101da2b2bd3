package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.company.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// One caller's shell on one machine. Dies of idleness.
final class Session {
    private static final Duration IDLE = Duration.ofMinutes(5);

    /// @param done when its answer is there
    record Command(String id, String base, Shell.Output output, Instant done) {}

    final String id = UUID.randomUUID().toString();
    final Machine host;
    final Instant created;
    final Map<String, Command> commands = new ConcurrentHashMap<>();
    final Map<String, CollectedFile> files = new ConcurrentHashMap<>();
    private volatile Instant touched;

    Session(Machine host, Instant now) {
        this.host = host;
        this.created = now;
        this.touched = now;
    }

    boolean alive(Instant now) {
        return touched.plus(IDLE).isAfter(now);
    }

    void touch(Instant now) {
        touched = now;
    }

    /// @param words command and arguments, at least one
    Command run(List<String> words, Instant done) {
        var command = new Command(UUID.randomUUID().toString(), words.getFirst(), Shell.run(host, words), done);
        commands.put(command.id(), command);
        if (command.base().equals("get") && command.output().stderr().isEmpty()) {
            var file =
                    CollectedFile.of(command.id(), host.name(), command.output().stdout(), done);
            files.put(file.id(), file);
        }
        return command;
    }
}
