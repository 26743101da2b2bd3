package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.JobType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The file in the repository is what authors install, so it must be what the contract says today.
class ElementTemplatesTest {
    private static final Path FILE = Path.of("element-templates/cordon.json");
    private static final String WRITE = "cordon.templates.write";

    @BeforeAll
    static void write() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, ElementTemplates.text());
        }
    }

    @Test
    void the_file_is_what_the_contract_says() {
        assertThat(FILE)
                .as("write it anew with ./mvnw -pl playbooks test -Dtest=ElementTemplatesTest -D%s=true", WRITE)
                .exists()
                .hasContent(ElementTemplates.text());
    }

    @Test
    void every_job_type_has_one_template_which_asks_for_exactly_it() throws IOException {
        var templates = Scenario.JSON.readTree(FILE.toFile());

        assertThat(templates.findValuesAsText("id"))
                .filteredOn(id -> id.startsWith("dev.cordon."))
                .containsExactlyElementsOf(Arrays.stream(JobType.values())
                        .map(type -> "dev.cordon." + type.value())
                        .toList());
        assertThat(templates)
                .allSatisfy(template -> assertThat(
                                template.at("/properties/0/value").asText())
                        .isEqualTo(template.get("id").asText().substring("dev.cordon.".length())));
    }

    @Test
    void what_changes_the_world_asks_what_to_do_when_it_is_not_seen_to() throws IOException {
        for (var template : Scenario.JSON.readTree(FILE.toFile())) {
            var type = JobType.of(template.at("/properties/0/value").asText());

            assertThat(template.findValuesAsText("key").contains("unverified"))
                    .as(type.value())
                    .isEqualTo(type.effect() != JobType.Effect.LOOKS);
        }
    }

    @Test
    void the_usual_name_of_a_result_is_one_that_the_template_allows() throws IOException {
        for (var template : Scenario.JSON.readTree(FILE.toFile())) {
            var result = template.at("/properties/2");

            assertThat(result.get("value").asText())
                    .matches(result.at("/constraints/pattern/value").asText());
            assertThat("result")
                    .doesNotMatch(result.at("/constraints/pattern/value").asText());
        }
    }
}
