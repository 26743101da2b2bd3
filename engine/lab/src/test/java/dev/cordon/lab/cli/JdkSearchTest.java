package dev.cordon.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.program.Built;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `cordon` itself, with JDKs that only say their version.
class JdkSearchTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void java_home_comes_first() throws Exception {
        var chosen = jdk("chosen", "21.0.2");
        jdk("jvm/newer", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", chosen.toString())).text()).isEqualTo(chosen.toString());
    }

    @Test
    void an_old_java_home_is_passed_over_for_the_newest_installed() throws Exception {
        var old = jdk("old", "17.0.15");
        jdk("jvm/a-21", "21.0.2");
        var newest = jdk("jvm/b-25", "25");
        jdk("jvm/c-24", "24.0.1");
        jdk("jvm/d-8", "1.8.0_402");

        assertThat(run(Map.of("JAVA_HOME", old.toString())).text()).isEqualTo(newest.toString());
    }

    @Test
    void the_one_on_the_path_comes_before_the_installed_ones() throws Exception {
        var onPath = jdk("path", "22.0.1");
        jdk("jvm/newer", "25.0.1");

        assertThat(run(Map.of("PATH", onPath.resolve("bin") + ":/usr/bin:/bin")).text())
                .isEqualTo(onPath.toString());
    }

    @Test
    void a_java_without_a_compiler_is_no_jdk() throws Exception {
        var runtimeOnly = jdk("jvm/jre", "25");
        Files.delete(runtimeOnly.resolve("bin/javac"));
        var complete = jdk("jvm/jdk", "21");

        assertThat(run(Map.of()).text()).isEqualTo(complete.toString());
    }

    @Test
    void without_any_it_says_how_to_get_one() throws Exception {
        jdk("jvm/old", "17.0.15");

        var answer = run(Map.of());

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).contains("JDK").contains("21").contains("https://adoptium.net");
    }

    private Path jdk(String name, String version) throws IOException {
        var home = temp.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), """
                #!/bin/sh
                echo '    java.home = %s' >&2
                echo 'openjdk version "%s" 2026-01-20' >&2
                """.formatted(home, version));
        executable(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Answer run(Map<String, String> settings) throws IOException, InterruptedException {
        var tools = Files.createDirectories(temp.resolve("tools"));
        var environment = new HashMap<>(Map.of(
                "PATH",
                tools + ":" + withoutJava(),
                "HOME",
                temp.toString(),
                "CORDON_JVM_DIRECTORIES",
                temp.resolve("jvm").toString()));
        environment.putAll(settings);
        var builder = new ProcessBuilder(
                        "/bin/sh",
                        Built.from(System.getenv()).root().resolve("cordon").toString(),
                        "jdk")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Answer(process.waitFor(), text);
    }

    /// The tools the script needs, and no java.
    private String withoutJava() throws IOException {
        var folder = Files.createDirectories(temp.resolve("bin"));
        for (var tool : new String[] {"dirname", "sed", "head", "cat", "sh"}) {
            for (var place : new String[] {"/usr/bin", "/bin"}) {
                var link = folder.resolve(tool);
                if (Files.exists(Path.of(place, tool)) && !Files.exists(link)) {
                    Files.createSymbolicLink(link, Path.of(place, tool));
                }
            }
        }
        return folder.toString();
    }

    private record Answer(int status, String text) {}
}
