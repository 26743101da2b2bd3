package dev.cordon.engine.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A whole body on our disk. Closing it removes what is left of it.
///
/// All reading goes through the one channel: closing any other one of the same file would give up the lock that says
/// somebody is still at it.
final class Spooled implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final String sha256;
    private final long size;

    Spooled(Path path, FileChannel channel, String sha256, long size) {
        this.path = path;
        this.channel = channel;
        this.sha256 = sha256;
        this.size = size;
    }

    Path path() {
        return path;
    }

    /// Lower-case hex.
    String sha256() {
        return sha256;
    }

    long size() {
        return size;
    }

    void force() throws IOException {
        channel.force(true);
    }

    InputStream part(long from, long length) {
        return new Part(channel, from, from + length);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        }
    }

    private static final class Part extends InputStream {
        private final FileChannel channel;
        private final long end;
        private long position;

        Part(FileChannel channel, long from, long end) {
            this.channel = channel;
            this.position = from;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            if (position >= end) {
                return -1;
            }
            var most = (int) Math.min(length, end - position);
            var read = channel.read(ByteBuffer.wrap(buffer, offset, most), position);
            if (read < 0) {
                throw new IOException("the spooled file became shorter");
            }
            position += read;
            return read;
        }
    }
}
