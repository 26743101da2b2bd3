package dev.cordon.lab.cli;

import dev.cordon.lab.StackFile;
import dev.cordon.lab.setting.ChosenVendors;
import java.util.stream.Collectors;

/// What people read. Printed line by line, so that it may be followed through a pipe as well.
final class Terminal {
    private Terminal() {}

    static void say(String text) {
        System.out.println(text);
        System.out.flush();
    }

    static void summary(StackFile stack) {
        say("");
        say("  Console   " + stack.console());
        for (var account : stack.accounts()) {
            say("            %-6s %s  %s"
                    .formatted(account.username(), account.password(), String.join(", ", account.roles())));
        }
        for (var source : stack.sources()) {
            say("  Alerts    POST %s/hooks/%s".formatted(stack.server(), source.name()));
        }
        say("  Keycloak  %s   Range %s   Camunda %s"
                .formatted(stack.oidc().issuer(), stack.range(), stack.camunda().grpc()));
        say("  Vendors   "
                + stack.vendors().stream()
                        .map(name -> name.equals(ChosenVendors.KEYCLOAK) ? name : name + " (simulated)")
                        .collect(Collectors.joining(", ")));
        say("");
    }
}
