package dev.cordon.lab.range;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// One line per arrival, on the disk before anything else happens to it. Lines of requests that come together share an
/// fsync; each still waits for its own.
final class Witness implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Consumer<Arrival>> listeners = new CopyOnWriteArrayList<>();
    private final FileChannel file;
    private final Thread writer;

    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private CompletableFuture<Void> durable = new CompletableFuture<>();
    private boolean closed;

    Witness(Path path) throws IOException {
        Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
        if (Files.exists(path)) {
            Files.readAllLines(path).forEach(this::recall);
        }
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (file.size() > 0) {
            // A line that was being written when the power went must not swallow the next one.
            pending.write('\n');
        }
        writer = Thread.ofPlatform().name("range-witness").start(this::write);
    }

    /// Takes the line down, in the order of the calls. Call it holding whatever guards the state the line tells of.
    ///
    /// @return completes when the line is on the disk
    CompletableFuture<Arrival> note(Arrival seen) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the witness is closed");
            }
            var arrival =
                    seen.numbered(arrivals.isEmpty() ? 1 : arrivals.getLast().number() + 1);
            pending.writeBytes(Reply.JSON.writeValueAsBytes(arrival));
            pending.write('\n');
            arrivals.add(arrival);
            written.signal();
            return durable.thenApply(ignored -> arrival);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    void listen(Consumer<Arrival> listener) {
        listeners.add(listener);
    }

    /// Returns when the line is on the disk and everybody has heard of it.
    void tell(CompletableFuture<Arrival> line) {
        var arrival = line.join();
        listeners.forEach(listener -> listener.accept(arrival));
    }

    List<Arrival> arrivals(Predicate<Arrival> wanted) {
        lock.lock();
        try {
            return arrivals.stream().filter(wanted).toList();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        while (true) {
            ByteArrayOutputStream lines;
            CompletableFuture<Void> waiting;
            lock.lock();
            try {
                while (pending.size() == 0 && !closed) {
                    written.awaitUninterruptibly();
                }
                if (pending.size() == 0) {
                    return;
                }
                lines = pending;
                waiting = durable;
                pending = new ByteArrayOutputStream();
                durable = new CompletableFuture<>();
            } finally {
                lock.unlock();
            }
            try {
                var bytes = ByteBuffer.wrap(lines.toByteArray());
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(false);
                waiting.complete(null);
            } catch (IOException e) {
                waiting.completeExceptionally(new UncheckedIOException("the witness cannot write", e));
            }
        }
    }

    private void recall(String line) {
        try {
            if (!line.isBlank()) {
                arrivals.add(Reply.JSON.readValue(line, Arrival.class));
            }
        } catch (JsonProcessingException e) {
            // Torn by a crash: its request was never answered.
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            written.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
