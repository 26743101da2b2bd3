package dev.cordon.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every file under `scenarios/` of every playbook is a test.
@SuppressWarnings("deprecation")
class ScenarioTest {

    @TestFactory
    Stream<DynamicContainer> every_scenario_takes_the_way_it_says() {
        return Folders.playbooks().stream()
                .map(playbook -> DynamicContainer.dynamicContainer(
                        playbook.toString(),
                        Folders.scenarios(playbook).stream().map(file -> test(playbook, file))));
    }

    private static DynamicTest test(Path playbook, Path file) {
        var scenario = Scenario.read(file);
        return DynamicTest.dynamicTest(file.getFileName() + ": " + scenario.title(), () -> {
            try (var broker = new MemoryBroker()) {
                deployAll(broker);
                assertThat(new Run(broker, scenario).of(playbook.toString()))
                        .containsExactlyElementsOf(scenario.path());
            }
        });
    }

    static void deployAll(Broker broker) {
        for (var file : Folders.deployable()) {
            broker.client()
                    .newDeployResourceCommand()
                    .addResourceFile(file.toString())
                    .send()
                    .join();
        }
    }
}
