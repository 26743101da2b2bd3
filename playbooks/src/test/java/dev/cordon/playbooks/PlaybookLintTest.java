package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybookLintTest {
    private static final Path SAMPLE = Path.of("src/test/resources/lint/sample");

    @TempDir
    private Path temporary;

    static Stream<Path> playbooks() {
        return Folders.playbooks().stream();
    }

    @ParameterizedTest
    @MethodSource("playbooks")
    void every_playbook_is_fit_to_run(Path playbook) {
        assertThat(PlaybookLint.complaints(playbook)).isEmpty();
    }

    @Test
    void all_playbooks_are_looked_at() {
        assertThat(Folders.playbooks())
                .extracting(Path::toString)
                .contains("contain-compromised-host", "isolate-host", "release-containment", "report-verdict");
    }

    @Test
    void the_sample_is_right_before_it_is_broken() {
        assertThat(PlaybookLint.complaints(SAMPLE)).isEmpty();
    }

    static Stream<Break> breaks() {
        return Break.all();
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void a_broken_playbook_is_found_out(Break broken) throws IOException {
        var playbook = copyOfSample();
        var file = playbook.resolve("playbook.bpmn");
        var before = Files.readString(file);
        var after = before.replaceFirst(broken.text(), broken.replacement());
        assertThat(after).as("the sample is really broken").isNotEqualTo(before);
        Files.writeString(file, after);

        assertThat(PlaybookLint.complaints(playbook)).anyMatch(complaint -> complaint.contains(broken.complaint()));
    }

    @Test
    void a_playbook_without_company_is_found_out() throws IOException {
        var playbook = copyOfSample();
        Files.delete(playbook.resolve("README.md"));
        Files.delete(playbook.resolve("scenarios/one.json"));

        assertThat(PlaybookLint.complaints(playbook)).containsExactly("has no README.md", "has no scenario");
    }

    @Test
    void a_readme_may_say_why_nothing_is_compensated() throws IOException {
        var playbook = copyOfSample();
        var file = playbook.resolve("playbook.bpmn");
        Files.writeString(file, Files.readString(file).replaceFirst("<bpmn:association [^>]*>", ""));
        Files.writeString(playbook.resolve("README.md"), JobRules.NO_COMPENSATION + "\n\nThe register undoes it.\n");

        assertThat(PlaybookLint.complaints(playbook)).noneMatch(complaint -> complaint.startsWith("isolate contains"));
    }

    @Test
    void a_job_past_the_ledger_is_let_through_where_the_readme_names_it() throws IOException {
        assertThat(withForeignJob("io.camunda:http-json:1", "Tells the chat: `io.camunda:http-json:1`"))
                .noneMatch(complaint -> complaint.contains("no job type"));
    }

    @Test
    void a_job_past_the_ledger_is_found_out_where_the_readme_does_not_name_exactly_it() throws IOException {
        var complaint = "isolate has a type that is no job type, and the README does not own up to it";

        assertThat(withForeignJob("io.camunda:http-json:1", "Tells the chat")).contains(complaint);
        assertThat(withForeignJob("io.camunda:http-json:1", "`io.camunda:http-json:10`"))
                .contains(complaint);
        assertThat(withForeignJob("io.camunda:http-json:1", "\n## Later\n\n`io.camunda:http-json:1`"))
                .contains(complaint);
        assertThat(withForeignJob("=reason", "`=reason`")).contains(complaint);
    }

    private List<String> withForeignJob(String type, String admission) throws IOException {
        var playbook = copyOfSample();
        var file = playbook.resolve("playbook.bpmn");
        Files.writeString(file, Files.readString(file).replace("type=\"host.isolate\"", "type=\"" + type + "\""));
        Files.writeString(playbook.resolve("README.md"), JobRules.PAST_THE_LEDGER + "\n\n" + admission + "\n");
        return PlaybookLint.complaints(playbook);
    }

    private Path copyOfSample() throws IOException {
        var copy = temporary.resolve("sample");
        Files.createDirectories(copy.resolve("scenarios"));
        for (var file : new String[] {"playbook.bpmn", "README.md", "scenarios/one.json"}) {
            Files.copy(SAMPLE.resolve(file), copy.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}
