package dev.cordon.lab.range.ssh;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.company.Isolation;
import dev.cordon.lab.range.company.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.command.AbstractCommandSupport;

/// One script of the connector's, answered as a machine would. It is known by its first comment.
final class Script extends AbstractCommandSupport {
    private static final Pattern TAG = Pattern.compile("(?m)^# cordon: (.*)$");
    private static final Pattern QUOTED = Pattern.compile("'((?:[^']|'\\\\'')*)'");

    private final Stage stage;
    private final Machine machine;

    Script(Stage stage, Machine machine, String command) {
        super(command, null);
        this.stage = stage;
        this.machine = machine;
    }

    @Override
    public void run() {
        try {
            var text = new String(getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (machine.offline()) {
                getServerSession().close(true);
                return;
            }
            print("cordon:ready\n".getBytes(StandardCharsets.US_ASCII));
            var tag = TAG.matcher(text);
            var reply = tag.find() ? answer(tag.group(1), text) : exit(127);
            if (reply.ending() != Reply.Ending.WHOLE) {
                getServerSession().close(true);
                return;
            }
            print(reply.body());
            onExit(reply.status());
        } catch (IOException e) {
            onExit(1, "the connection broke");
        }
    }

    private Reply answer(String tag, String text) {
        var words = tag.split(" ", 2);
        return switch (words[0]) {
            case "look" -> stage.read("look", machine.id(), () -> look(tag, text));
            case "preflight" -> stage.read("preflight", machine.id(), () -> said("%d\n".formatted(now())));
            case "confirm" -> stage.read("confirm", machine.id(), () -> exit(isolated() ? 0 : 3));
            case "collect" -> stage.read("collect", machine.id(), () -> collected(words[1]));
            case "hash" -> stage.read("hash", machine.id(), () -> hash(text));
            case "fetch" -> stage.read("fetch", machine.id(), () -> fetched(text));
            case "isolate" ->
                change("isolate", action(tag), () -> {
                    machine.contain();
                    machine.put(Isolation.ISOLATED, stage.clock().instant());
                    return exit(0);
                });
            case "release" -> change("release", "", this::released);
            case "kill" ->
                change("kill", "", () -> {
                    machine.kill(Long.parseLong(words[1].strip()));
                    return exit(0);
                });
            case "quarantine" -> change("quarantine", "", () -> exit(machine.quarantine(path(text)) ? 0 : 1));
            default -> exit(127);
        };
    }

    private Reply change(String operation, String action, Supplier<Reply> effect) {
        var request =
                new Request("SSH", "/" + operation, Map.of("x-cordon-action", action), new byte[0], System.nanoTime());
        return stage.change(request, operation, machine, same -> effect.get());
    }

    private Reply released() {
        if (!isolated()) {
            return exit(3);
        }
        machine.lift();
        machine.put(Isolation.FREE, stage.clock().instant());
        return exit(0);
    }

    private Reply look(String tag, String text) {
        if (tag.startsWith("look at process ")) {
            var pid = Long.parseLong(tag.substring("look at process ".length()).strip());
            return machine.tasks().stream().anyMatch(task -> task.pid() == pid)
                    ? said("S %d\n".formatted(pid))
                    : exit(4);
        }
        if (tag.startsWith("look at file")) {
            return machine.file(path(text)).isPresent()
                    ? exit(5)
                    : exit(machine.quarantined().contains(path(text)) ? 0 : 4);
        }
        return isolated() ? said(RULES) : exit(3);
    }

    private Reply collected(String step) {
        if (!step.strip().equals("processes")) {
            return said("(simulated) %s of %s\n".formatted(step.strip(), machine.name()));
        }
        var lines = new StringBuilder("(simulated)\n");
        machine.tasks()
                .forEach(task ->
                        lines.append("%d %d %s %s%n".formatted(task.pid(), task.parent(), task.user(), task.path())));
        return said(lines.toString());
    }

    private Reply hash(String text) {
        return machine.file(path(text)).map(file -> said(file.sha256() + "\n")).orElseGet(() -> exit(4));
    }

    private Reply fetched(String text) {
        var file = machine.file(path(text));
        file.ifPresent(found -> machine.fetched(found.path()));
        return file.map(found -> new Reply(0, Map.of(), found.content(), Reply.Ending.WHOLE))
                .orElseGet(() -> exit(1));
    }

    private boolean isolated() {
        return machine.isolation() == Isolation.ISOLATED;
    }

    private long now() {
        return stage.clock().instant().getEpochSecond();
    }

    private static String path(String text) {
        return quoted(QUOTED.matcher(text.substring(text.indexOf("# cordon:"))));
    }

    private static String action(String tag) {
        return quoted(QUOTED.matcher(tag));
    }

    private static String quoted(Matcher words) {
        return words.find() ? words.group(1).replace("'\\''", "'") : "";
    }

    private static Reply exit(int status) {
        return new Reply(status, Map.of(), new byte[0], Reply.Ending.WHOLE);
    }

    private static Reply said(String text) {
        return new Reply(0, Map.of(), text.getBytes(StandardCharsets.UTF_8), Reply.Ending.WHOLE);
    }

    private void print(byte[] bytes) throws IOException {
        getOutputStream().write(bytes);
        getOutputStream().flush();
    }

    private static final String RULES = """
            {"nftables": [{"metainfo": {"version": "1.0.6 (simulated)"}},
             {"chain": {"table": "cordon_isolation", "hook": "input", "policy": "drop"}},
             {"chain": {"table": "cordon_isolation", "hook": "output", "policy": "drop"}},
             {"chain": {"table": "cordon_isolation", "hook": "forward", "policy": "drop"}}]}
            """;
}
