package dev.cordon.lab.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void a_taken_port_is_named_with_its_part_and_the_variable_that_moves_it() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = other.getLocalPort();
            var ports = Ports.from(Map.of("CORDON_KEYCLOAK_PORT", Integer.toString(port)));

            assertThatThrownBy(() -> ports.requireFree(List.of(Port.KEYCLOAK)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("keycloak")
                    .hasMessageContaining("CORDON_KEYCLOAK_PORT=");
        }
    }

    @Test
    void a_free_port_is_accepted() {
        var ports = Ports.free();

        ports.requireFree(List.of(Port.values()));
    }

    @Test
    void free_ports_are_all_different() {
        var ports = Ports.free();

        assertThat(List.of(Port.values())).extracting(ports::of).doesNotHaveDuplicates();
    }

    @Test
    void the_environment_moves_one_port_and_leaves_the_others() {
        var ports = Ports.from(Map.of("CORDON_HTTP_PORT", "9999"));

        assertThat(ports.of(Port.SERVER)).isEqualTo(9999);
        assertThat(ports.of(Port.CAMUNDA_GRPC)).isEqualTo(26500);
    }

    @Test
    void what_is_not_a_port_is_refused_with_the_name_of_the_variable() {
        assertThatThrownBy(() -> Ports.from(Map.of("CORDON_HTTP_PORT", "http")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("CORDON_HTTP_PORT");
        assertThatThrownBy(() -> Ports.from(Map.of("CORDON_HTTP_PORT", "70000")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("CORDON_HTTP_PORT");
    }
}
