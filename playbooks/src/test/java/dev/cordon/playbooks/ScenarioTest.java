package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every file under `scenarios/` of every playbook is a test.
@SuppressWarnings("deprecation")
class ScenarioTest {
    private static final Broker BROKER = new MemoryBroker();

    @BeforeAll
    static void deploy() {
        for (var file : Folders.deployable()) {
            BROKER.client()
                    .newDeployResourceCommand()
                    .addResourceFile(file.toString())
                    .send()
                    .join();
        }
    }

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @TestFactory
    Stream<DynamicContainer> every_scenario_takes_the_way_it_says() {
        return Folders.playbooks().stream()
                .map(playbook -> DynamicContainer.dynamicContainer(
                        playbook.toString(),
                        Folders.scenarios(playbook).stream().map(file -> test(playbook, file))));
    }

    private static DynamicTest test(Path playbook, Path file) {
        var scenario = Scenario.read(file);
        return DynamicTest.dynamicTest(
                file.getFileName() + ": " + scenario.title(),
                () -> assertThat(new Run(BROKER, scenario).of(playbook.toString()))
                        .containsExactlyElementsOf(scenario.path()));
    }
}
