package dev.cordon.lab.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenVendorsTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void the_usual_ones_until_others_are_chosen() {
        var chosen = new ChosenVendors(temp.resolve("vendors"));
        assertThat(chosen.names()).containsExactly("crowdstrike", "keycloak");

        chosen.choose(List.of("defender", "okta"));

        assertThat(new ChosenVendors(temp.resolve("vendors")).names()).containsExactly("defender", "okta");
    }

    @Test
    void what_is_added_comes_last_and_once() {
        var chosen = new ChosenVendors(temp.resolve("vendors"));

        assertThat(chosen.add(List.of("keycloak", "okta", "okta"))).containsExactly("okta");
        assertThat(chosen.add(List.of("okta"))).isEmpty();

        assertThat(chosen.names()).containsExactly("crowdstrike", "keycloak", "okta");
    }
}
