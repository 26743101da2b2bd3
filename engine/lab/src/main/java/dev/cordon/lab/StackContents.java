package dev.cordon.lab;

import dev.cordon.lab.process.Running;
import dev.cordon.lab.program.Keycloak;
import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.setting.Person;
import dev.cordon.lab.setting.Port;
import dev.cordon.lab.setting.Secrets;
import java.util.List;

/// What the stack file says about a stack.
final class StackContents {
    private StackContents() {}

    static StackFile of(Stack stack, boolean ready, List<Running> processes) {
        var ports = stack.ports();
        var secrets = stack.secrets();
        var server = ports.http(Port.SERVER);
        return new StackFile(
                server,
                server + "/",
                new StackFile.Camunda(
                        ports.http(Port.CAMUNDA_GRPC),
                        ports.http(Port.CAMUNDA_REST),
                        ports.http(Port.CAMUNDA_MANAGEMENT)),
                PostgreSql.url(ports),
                new StackFile.Oidc(Keycloak.issuer(ports, "cordon"), "cordon-cli"),
                ports.http(Port.RANGE),
                stack.folder().vendors().names(),
                accounts("cordon", Person.responseTeam(), secrets),
                stack.folder().sources().list().stream()
                        .map(source -> new StackFile.SourceSecret(source.name(), source.kind(), source.secret(secrets)))
                        .toList(),
                new StackFile.Company(
                        Keycloak.issuer(ports, "acme"), "acme-portal", accounts("acme", Person.company(), secrets)),
                ready,
                Running.of("supervisor", ProcessHandle.current(), stack.folder().log("up"), "TERM"),
                processes);
    }

    private static List<StackFile.Account> accounts(String realm, List<Person> people, Secrets secrets) {
        return people.stream()
                .map(person ->
                        new StackFile.Account(person.username(), secrets.of(person.secretName(realm)), person.roles()))
                .toList();
    }
}
