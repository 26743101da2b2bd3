package dev.cordon.lab.range;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A free port that is written down.
final class KeptPort {
    private KeptPort() {}

    static int number(Path file) throws IOException {
        if (Files.exists(file)) {
            var kept = Integer.parseInt(Files.readString(file).strip());
            if (free(kept)) {
                return kept;
            }
        }
        // below the numbers systems take the near ends of outgoing connections from
        var fresh = new Random()
                .ints(20_000, 32_000)
                .filter(KeptPort::free)
                .findFirst()
                .orElseThrow();
        Files.writeString(file, Integer.toString(fresh));
        return fresh;
    }

    private static boolean free(int number) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
