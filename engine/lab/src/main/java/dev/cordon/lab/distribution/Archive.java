package dev.cordon.lab.distribution;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/// A compressed tar file (gzip or xz) that becomes a folder: completely, or not at all.
final class Archive {
    private Archive() {}

    /// `strip` leading folders are left out of every name.
    static void unpack(InputStream compressed, int strip, Path folder) throws IOException {
        try (var plain =
                        new CompressorStreamFactory().createCompressorInputStream(new BufferedInputStream(compressed));
                var tar = new TarArchiveInputStream(new BufferedInputStream(plain))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var name = Path.of(entry.getName()).normalize();
                if (name.getNameCount() > strip) {
                    write(tar, entry, inside(folder, name.subpath(strip, name.getNameCount()), entry), folder);
                }
            }
        } catch (CompressorException e) {
            throw new IOException(e);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file, Path folder)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        var parent = Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent);
        if (entry.isSymbolicLink()) {
            var target = Path.of(entry.getLinkName());
            inside(folder, folder.relativize(parent.resolve(target).normalize()), entry);
            Files.createSymbolicLink(file, target);
        } else if (entry.isFile()) {
            Files.copy(tar, file);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } else {
            throw new IOException("Neither file, folder nor symbolic link: " + entry.getName());
        }
    }

    private static Path inside(Path folder, Path name, TarArchiveEntry entry) throws IOException {
        var file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("The archive reaches outside of its folder: " + entry.getName());
        }
        return file;
    }
}
