package dev.cordon.lab.cli;

import dev.cordon.lab.demo.Containment;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            new Containment(data.running(), http, question -> yes || Question.yes(question), Terminal::say).play();
        }
        Terminal.say("All of it happened.");
        return 0;
    }
}
