package dev.cordon.lab.cli;

import dev.cordon.lab.demo.Containment;
import dev.cordon.lab.setting.ChosenVendors;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Send an alert and follow it: decision, approval, isolation, evidence, release. "
                + "Status 0 only if all of it happened.")
final class Demo implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--yes", description = "Answer as the approver and the responder, without asking.")
    private boolean yes;

    @Option(
            names = "--edr",
            defaultValue = "crowdstrike",
            paramLabel = "VENDOR",
            description = "Whose machine the alert names (default: ${DEFAULT-VALUE}).")
    private String edr = "crowdstrike";

    @Option(
            names = "--idp",
            defaultValue = ChosenVendors.KEYCLOAK,
            paramLabel = "VENDOR",
            description = "Whose account the alert names (default: ${DEFAULT-VALUE}).")
    private String idp = ChosenVendors.KEYCLOAK;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            Up.requirePlayed(List.of(edr, idp));
            new MoreVendors(data.folder(), Terminal::say).require(data.running(), List.of(edr, idp));
            new Containment(
                            data.running(),
                            http,
                            new Containment.Vendors(edr, idp),
                            question -> yes || Question.yes(question),
                            Terminal::say)
                    .play();
        }
        Terminal.say("All of it happened.");
        return 0;
    }
}
