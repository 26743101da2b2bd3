package dev.cordon.lab.demo;

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

/// The same story with every product's machine and every product's account, all of them configured at once: one name
/// has
/// one vendor. What Wazuh did cannot be seen, so its story ends otherwise; GRR isolates nothing.
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
}
