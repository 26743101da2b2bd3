package dev.cordon.connectors.vendor.velociraptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.Settings;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The certificate's authority is the right one, the name it was issued for is not.
class PinnedNameTest {
    private static final Target.Host HOST =
            new Target.Host("velociraptor", "C.0123456789abcdef", "WS-0142", null, List.of(), null);

    @Test
    void a_server_with_a_certificate_for_another_name_is_told_nothing(@TempDir Path folder) throws IOException {
        try (var server = new FakeServer()) {
            var file = server.config(folder);
            Files.writeString(file, "pinned_server_name: AnotherServer\n", StandardOpenOption.APPEND);
            var config =
                    Settings.of(VelociraptorConfig.class, Map.of("cordon.vendor.velociraptor.config", file.toString()));
            var isolation = new Velociraptor(config)
                    .connectors()
                    .getFirst()
                    .able(HostIsolation.class)
                    .orElseThrow();

            assertThatThrownBy(() -> isolation.containing(HOST).look())
                    .isInstanceOf(VendorException.Unavailable.class)
                    .hasMessageContaining("certificate");
            assertThat(server.asked).isEmpty();
        }
    }
}
