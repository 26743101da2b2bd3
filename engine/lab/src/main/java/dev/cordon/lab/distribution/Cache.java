package dev.cordon.lab.distribution;

import dev.cordon.lab.setting.Folder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Unpacked servers, shared by all stacks of a user. What is in it is complete and is never changed.
public record Cache(Path root) {
    private static final Map<Path, ReentrantLock> WITHIN_THIS_PROCESS = new ConcurrentHashMap<>();

    public static Cache from(Map<String, String> environment) {
        var wish = environment.get("CORDON_CACHE");
        return new Cache(
                wish != null
                        ? Path.of(wish).toAbsolutePath()
                        : Path.of(System.getProperty("user.home"), ".cache/cordon"));
    }

    /// The folder `name`; `fill` is called with an empty one when it is not there yet, by one process at a time.
    public Path folder(String name, Filling fill) throws IOException, InterruptedException {
        var folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(root);
        var mine = WITHIN_THIS_PROCESS.computeIfAbsent(folder, f -> new ReentrantLock());
        mine.lock();
        try (var channel =
                FileChannel.open(root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            if (!Files.isDirectory(folder)) {
                var draft = root.resolve(name + ".draft");
                // what an interrupted attempt left
                Folder.delete(draft);
                Files.createDirectory(draft);
                fill.into(draft);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            mine.unlock();
        }
        return folder;
    }

    @FunctionalInterface
    public interface Filling {
        void into(Path folder) throws IOException, InterruptedException;
    }
}
