package dev.cordon.lab.range.defender;

import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What is asked of a machine once: quarantine, a file, a script, a package. It stays pending until
/// the machine has heard it.
final class Errands {
    static final String KILL = "cordon-kill.ps1";
    private static final Pattern KILLING = Pattern.compile("-ProcessId ([0-9]{1,10}) -Image (\\S+)");

    private final Ground ground;
    private final Map<String, Errand> errands = new ConcurrentHashMap<>();

    Errands(Ground ground) {
        this.ground = ground;
    }

    /// @param content what it delivers; nothing for one that fails or only acts
    private record Errand(Action action, Machine machine, String path, Optional<byte[]> content) {}

    Optional<Action> quarantine(Machine machine, String comment, String sha1) {
        var file = machine.fileOf(sha1);
        if (file.isPresent() && !machine.offline()) {
            machine.quarantine(file.get().path());
        }
        return sent(
                machine,
                "StopAndQuarantineFile",
                comment,
                file.map(Sample.StoredFile::path).orElse(""),
                Optional.empty());
    }

    Optional<Action> fetch(Machine machine, String comment, String path) {
        var content = machine.file(path).map(Sample.StoredFile::content).map(Errands::gzip);
        if (content.isPresent()) {
            machine.fetched(path);
        }
        return sent(machine, "LiveResponse", comment, path, content);
    }

    /// Of the library's scripts there is one: it ends a process if number and program agree. Its transcript says
    /// whether that is gone.
    Optional<Action> run(Machine machine, String comment, String script, String input) {
        var wanted = KILLING.matcher(input);
        if (!script.equals(KILL) || !wanted.matches()) {
            return sent(machine, "LiveResponse", comment, "", Optional.empty());
        }
        var there = machine.tasks().stream()
                .filter(task -> Long.toString(task.pid()).equals(wanted.group(1)))
                .findFirst();
        var meant = there.filter(task -> task.name().equalsIgnoreCase(wanted.group(2)));
        meant.ifPresent(task -> machine.kill(task.pid()));
        var transcript =
                "{\"script_name\": \"%s\", \"exit_code\": %d, \"script_output\": \"\", \"script_errors\": \"\"}"
                        .formatted(KILL, there.isEmpty() || meant.isPresent() ? 0 : 1);
        return sent(machine, "LiveResponse", comment, "", Optional.of(transcript.getBytes(StandardCharsets.UTF_8)));
    }

    Optional<Action> collect(Machine machine, String comment) {
        return sent(machine, "CollectInvestigationPackage", comment, "", Optional.of(processes(machine)));
    }

    List<Action> of(Machine machine) {
        return errands.values().stream()
                .filter(errand -> errand.machine.id().equals(machine.id()))
                .map(this::now)
                .toList();
    }

    void cancel(Action action) {
        errands.computeIfPresent(
                action.id(),
                (id, errand) ->
                        new Errand(errand.action.become("Cancelled"), errand.machine, errand.path, Optional.empty()));
    }

    /// Once it is there.
    Optional<byte[]> content(String id) {
        return Optional.ofNullable(errands.get(id))
                .filter(errand -> now(errand).status().equals(Action.SUCCEEDED))
                .flatMap(Errand::content);
    }

    String signature(String id) {
        return Ids.sha1(ground.secret("storage") + id);
    }

    void forget() {
        errands.clear();
    }

    private Optional<Action> sent(Machine machine, String type, String comment, String path, Optional<byte[]> content) {
        if (of(machine).stream()
                .anyMatch(action -> action.pending() && action.type().equals(type))) {
            return Optional.empty();
        }
        var action = new Action(
                UUID.randomUUID().toString(),
                type,
                Action.PENDING,
                machine.id(),
                machine.name().toLowerCase(Locale.ROOT),
                comment,
                ground.clock().instant(),
                type.equals("LiveResponse") ? content.isEmpty() : null);
        errands.put(action.id(), new Errand(action, machine, path, content));
        return Optional.of(action);
    }

    private Action now(Errand errand) {
        var action = errand.action;
        var waited = Duration.between(action.at(), ground.clock().instant());
        if (!action.pending() || errand.machine.offline() || waited.compareTo(ground.pending()) < 0) {
            return action;
        }
        if (action.type().equals("StopAndQuarantineFile")) {
            if (errand.path.isEmpty()) {
                return action.become(Action.FAILED);
            }
            // one that was offline hears it now
            errand.machine.quarantine(errand.path);
        }
        return action.become(Action.SUCCEEDED);
    }

    private static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] processes(Machine machine) {
        var text = machine.tasks().stream()
                .map(task -> "%d\t%d\t%s\t%s".formatted(task.pid(), task.parent(), task.name(), task.user()))
                .collect(Collectors.joining("\n", "pid\tparent\tname\tuser\n", "\n"));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("Processes/Processes.csv"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
