package dev.cordon.lab.chaos.fuzz;

import dev.cordon.lab.chaos.Database;
import dev.cordon.lab.chaos.Patience;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The database, the process and the log of a stack that is up.
final class StackWitness implements Witness {
    private static final Duration REST = Duration.ofMinutes(2);
    private static final Pattern USED =
            Pattern.compile("(?i)^ *(def ?new|tenured|PSYoungGen|ParOldGen|garbage-first).*?used (\\d+)K");
    /// As JSON, as text, and what a thread that dies prints by itself.
    private static final Pattern COMPLAINT = Pattern.compile(
            "\"level\":\"(ERROR|FATAL)\"|\"exceptionType\"|^\\S+ \\S+ ERROR |^Exception in thread|^\\s+at [\\w.$/]+\\(");

    private final Connecting database;
    private final Supplier<Running> server;
    private final BooleanSupplier ready;
    private int read = -1;

    interface Connecting {
        Database open() throws SQLException;
    }

    /// @param server the process that is the server now
    StackWitness(Connecting database, Supplier<Running> server, BooleanSupplier ready) {
        this.database = database;
        this.server = server;
        this.ready = ready;
    }

    @Override
    public List<Row> stored(Instant since) throws SQLException {
        try (var rows = database.open()) {
            return rows.list(
                    """
                    select id, status, encode(body_sha256, 'hex') as hash, reason is not null as explained,
                        received_at >= '%s' as fresh
                    from alert
                    """.formatted(since),
                    row -> new Row(
                            UUID.fromString(row.getString("id")),
                            !row.getString("status").equals("rejected"),
                            Digest.ofHex(row.getString("hash")),
                            row.getBoolean("explained"),
                            row.getBoolean("fresh")));
        }
    }

    @Override
    public byte[] raw(UUID id) throws SQLException {
        try (var rows = database.open()) {
            return rows.list("select raw from alert where id = '%s'".formatted(id), row -> row.getBytes("raw"))
                    .getFirst();
        }
    }

    @Override
    public double heapMib() throws IOException, InterruptedException {
        jcmd("GC.run");
        var used = jcmd("GC.heap_info")
                .lines()
                .flatMap(line -> USED.matcher(line).results())
                .mapToLong(match -> Long.parseLong(match.group(2)))
                .sum();
        if (used == 0) {
            throw new Problem("Cannot read how much of the server's heap is used.");
        }
        return used / 1024.0;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(tool, Long.toString(server.get().pid()), command)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new Problem("jcmd %s: %s".formatted(command, said));
        }
        return said;
    }

    @Override
    public List<String> complaints() throws IOException {
        var all = Files.readAllLines(Path.of(server.get().log()), StandardCharsets.ISO_8859_1);
        var from = read < 0 ? all.size() : read;
        read = all.size();
        var found = new ArrayList<String>();
        for (var line : all.subList(Math.min(from, all.size()), all.size())) {
            if (COMPLAINT.matcher(line).find()) {
                found.add(line.substring(0, Math.min(600, line.length())));
            }
        }
        return found;
    }

    /// What was taken is still being routed; it may take its time, and then it must be done.
    @Override
    public boolean ready() throws InterruptedException {
        try {
            return Patience.await(
                    "the server to be ready", REST, () -> ready.getAsBoolean() ? Optional.of(true) : Optional.empty());
        } catch (Problem e) {
            return false;
        }
    }
}
