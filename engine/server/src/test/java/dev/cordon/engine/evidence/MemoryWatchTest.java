package dev.cordon.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    private static final int SIZE = 80 * 1024 * 1024;

    @Test
    void memory_that_is_held_is_seen() throws Exception {
        try (var watch = new MemoryWatch()) {
            var onHeap = new byte[SIZE];
            var outside = ByteBuffer.allocateDirect(SIZE);
            try {
                var deadline = Instant.now().plusSeconds(20);
                while (watch.heapGrowth() < SIZE / 2 && Instant.now().isBefore(deadline)) {
                    Thread.onSpinWait();
                }
                assertThat(watch.heapGrowth()).isGreaterThan(64L * 1024 * 1024);
                assertThat(watch.directGrowth()).isGreaterThan(64L * 1024 * 1024);
            } finally {
                Reference.reachabilityFence(onHeap);
                Reference.reachabilityFence(outside);
            }
        }
    }
}
