package dev.cordon.lab.distribution;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The servers that come as tar files from Maven Central. The SHA-256 stands here, so that nobody else decides what
/// runs.
public enum Distribution {
    CAMUNDA("io/camunda", "camunda-zeebe", "8.6.0", "5c699e86a6c9d290dd7b1f0b2ea648fb57fd1dacf1cab22c874219e58827ea45"),
    KEYCLOAK(
            "org/keycloak",
            "keycloak-quarkus-dist",
            "26.7.3",
            "77657f30b7e90d70f727712ce1c967f430fd6a5e9f458d32d8c6df0635345f47");

    private final String group;
    private final String artifact;
    private final String version;
    private final String sha256;

    Distribution(String group, String artifact, String version, String sha256) {
        this.group = group;
        this.artifact = artifact;
        this.version = version;
        this.sha256 = sha256;
    }

    /// The unpacked server in the cache; `finish` is called once on the unpacked files, before anybody sees them.
    public Path unpacked(Cache cache, Consumer<String> progress, Cache.Filling finish)
            throws IOException, InterruptedException {
        return cache.folder(artifact + "-" + version, folder -> {
            var tar = tarFile(cache, progress);
            progress.accept("Unpacking " + tar.getFileName());
            try (var in = Files.newInputStream(tar)) {
                Archive.unpack(in, 1, folder);
            }
            finish.into(folder);
            if (tar.startsWith(cache.root())) {
                Files.delete(tar);
            }
        });
    }

    private Path tarFile(Cache cache, Consumer<String> progress) throws IOException, InterruptedException {
        var name = artifact + "-" + version + ".tar.gz";
        var path = group + "/" + artifact + "/" + version + "/" + name;
        var local = Path.of(System.getProperty("user.home"), ".m2/repository", path);
        if (Files.exists(local) && sha256.equals(Download.sha256(local))) {
            return local;
        }
        var file = cache.root().resolve(name);
        var repository =
                System.getenv().getOrDefault("CORDON_MAVEN_REPOSITORY", "https://repo.maven.apache.org/maven2");
        new Download(URI.create(repository + "/" + path), file, sha256, progress).fetch();
        return file;
    }
}
