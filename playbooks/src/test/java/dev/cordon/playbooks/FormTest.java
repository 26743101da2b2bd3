package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Forms show what alerts and products say, and that is hostile for ever.
class FormTest {
    /// What renders Markdown or HTML, or fetches something.
    private static final Set<String> SPEAKS_MARKUP =
            Set.of("text", "html", "image", "iframe", "documentPreview", "button");

    static Stream<Path> forms() {
        return Folders.deployable().stream().filter(file -> file.toString().endsWith(".form"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void is_called_like_its_file_and_made_for_the_oldest_broker(Path file) throws IOException {
        var form = Scenario.JSON.readTree(file.toFile());

        assertThat(file.getFileName()).hasToString(form.get("id").asText() + ".form");
        assertThat(form.get("executionPlatform").asText()).isEqualTo("Camunda Cloud");
        assertThat(form.get("executionPlatformVersion").asText()).isEqualTo("8.6.0");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void lets_no_foreign_word_into_markup(Path file) throws IOException {
        assertThat(components(file)
                        .filter(part -> SPEAKS_MARKUP.contains(part.get("type").asText())))
                .allSatisfy(part -> {
                    assertThat(part.get("type").asText()).isEqualTo("text");
                    assertThat(part.get("text").asText()).doesNotContain("{{").doesNotStartWith("=");
                });
    }

    /// What a field is bound to comes back with the answer; so what is only shown must not be a field.
    @ParameterizedTest
    @MethodSource("forms")
    void sends_back_only_what_a_person_entered(Path file) throws IOException {
        assertThat(components(file)
                        .filter(part -> part.has("key"))
                        .map(part -> part.get("key").asText()))
                .isSubsetOf(List.of("decision", "pick", "comment", "remark"));
    }

    /// The server holds an answer against what was offered, and of expressions it reads this one only.
    @ParameterizedTest
    @MethodSource("forms")
    void offers_a_list_of_the_request_where_it_offers_what_is_not_in_the_form(Path file) throws IOException {
        assertThat(components(file)).noneMatch(part -> part.has("valuesKey"));
        assertThat(components(file)
                        .filter(part -> part.has("valuesExpression"))
                        .map(part -> part.get("valuesExpression").asText()))
                .allMatch(expression -> expression.matches("=request\\.\\w+"));
    }

    private static Stream<JsonNode> components(Path file) throws IOException {
        return StreamSupport.stream(
                Scenario.JSON.readTree(file.toFile()).get("components").spliterator(), false);
    }
}
