package dev.cordon.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.cordon.lab.PartName;
import dev.cordon.lab.Stack;
import dev.cordon.lab.StackFile;
import dev.cordon.lab.range.Range;
import dev.cordon.lab.setting.ChosenVendors;
import dev.cordon.lab.setting.Ports;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same story with every product's machine and every product's account, all of them configured at once:
/// one name has one vendor. What Wazuh did cannot be seen, so its story ends otherwise; GRR isolates
/// nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorsIT {
    private final Stack stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    VendorsIT(@TempDir Path temp) {
        var all = new ArrayList<>(Range.vendors());
        all.add(ChosenVendors.KEYCLOAK);
        stack = new Stack(temp.resolve("stack"), Ports.free(), EnumSet.allOf(PartName.class), all, System.out::println);
    }

    @BeforeAll
    void up() {
        stack.up();
    }

    @AfterAll
    void down() {
        http.shutdownNow();
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "crowdstrike, keycloak",
        "defender, okta",
        "sentinelone, google",
        "carbonblack, entra",
        "cortex, duo",
        "elastic, ldap",
        "velociraptor, aws",
        "ssh, keycloak"
    })
    void an_alert_about_a_machine_and_an_account_of_any_product_ends_contained_and_released(String edr, String idp) {
        var file = StackFile.read(stack.folder().stackFile()).orElseThrow();

        assertThatCode(() -> new Containment(
                                file, http, new Containment.Vendors(edr, idp), question -> true, System.out::println)
                        .play())
                .doesNotThrowAnyException();
    }

    /// Wazuh sends its scripts and never sees them run; what a product cannot do is refused on record, and the playbook
    /// goes on.
    @ParameterizedTest
    @CsvSource({
        "crowdstrike, done, done, refused:unsupported, done",
        "defender, done, done, done, done",
        "sentinelone, done, done, done, done",
        "carbonblack, done, done, refused:unsupported, done",
        "cortex, done, done, done, done",
        "elastic, done, done, refused:unsupported, refused:unsupported",
        "velociraptor, done, done, done, refused:unsupported",
        "wazuh, refused:unsupported, unverified, unverified, refused:unsupported",
        "grr, done, refused:unsupported, refused:unsupported, refused:unsupported",
        "ssh, done, done, done, refused:unsupported"
    })
    void a_playbook_of_one_s_own_does_about_a_file_and_its_process_what_the_product_can(
            String vendor, String fetched, String killed, String quarantined, String blocked) throws Exception {
        var file = StackFile.read(stack.folder().stackFile()).orElseThrow();
        try (var removal = new Removal(file, http, vendor)) {
            removal.play();

            assertThat(removal.outcome("file.fetch")).isEqualTo(fetched);
            assertThat(removal.outcome("process.kill")).isEqualTo(killed);
            assertThat(removal.outcome("file.quarantine")).isEqualTo(quarantined);
            assertThat(removal.outcome("indicator.block")).isEqualTo(blocked);
            assertThat(removal.evidenceHasTheFile()).isEqualTo(fetched.equals("done"));
            assertThat(removal.traces("killed")).hasSize(killed.startsWith("refused") ? 0 : 1);
            assertThat(removal.traces("quarantined")).hasSize(quarantined.startsWith("refused") ? 0 : 1);
            assertThat(removal.productBlocks()).isEqualTo(blocked.equals("done"));
            if (blocked.equals("done")) {
                removal.unblock();
                assertThat(removal.outcome("indicator.unblock")).isEqualTo("done");
                assertThat(removal.productBlocks()).isFalse();
            }
        }
    }
}
