package dev.cordon.lab;

import static dev.cordon.lab.PartName.CAMUNDA;
import static dev.cordon.lab.PartName.KEYCLOAK;
import static dev.cordon.lab.PartName.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.process.Part;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.setting.Ports;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The real servers Cordon stands on, without Cordon.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackIT {
    private final Stack stack;

    StackIT(@TempDir Path temp) {
        stack = new Stack(
                temp.resolve("stack"), Ports.free(), EnumSet.of(POSTGRESQL, CAMUNDA, KEYCLOAK), System.out::println);
    }

    @BeforeAll
    void up() {
        stack.up();
    }

    @AfterAll
    void down() {
        stack.close();
    }

    @Test
    void the_application_role_is_nobody_special() throws SQLException {
        assertThat(query("select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(query("show fsync")).isEqualTo("on");
        assertThat(query("select pg_get_userbyid(datdba) from pg_database where datname = 'cordon'"))
                .isEqualTo(PostgreSql.OWNER);
    }

    @Test
    void people_of_both_realms_log_in_and_strangers_do_not() throws Exception {
        var file = StackFile.read(stack.folder().stackFile()).orElseThrow();
        var rosa = file.accounts().stream()
                .filter(a -> a.username().equals("rosa"))
                .findFirst()
                .orElseThrow();
        var keller = file.company().accounts().getFirst();

        assertThat(login(file.oidc().issuer(), "cordon-cli", rosa.username(), rosa.password()))
                .isEqualTo(200);
        assertThat(login(file.company().issuer(), "acme-portal", keller.username(), keller.password()))
                .isEqualTo(200);
        assertThat(login(file.company().issuer(), "acme-portal", keller.username(), "guess"))
                .isEqualTo(400);
    }

    @Test
    void each_part_comes_back_with_its_data_after_kill_minus_nine() throws SQLException {
        var owner = stack.secrets().of("database.owner");
        try (var connection = DriverManager.getConnection(PostgreSql.url(stack.ports()), PostgreSql.OWNER, owner);
                var statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
            statement.execute("grant select on kept to " + PostgreSql.APPLICATION);
        }
        for (var part : stack.parts()) {
            var before = part.running();
            part.kill();
            assertThat(before.alive()).as(part.name()).isFalse();
            part.start();
            assertThat(part.running().pid()).isNotEqualTo(before.pid());
        }
        assertThat(query("select answer from kept")).isEqualTo("42");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nothing_is_left_when_it_is_closed() {
        var processes = stack.parts().stream().map(Part::running).toList();
        var children = processes.stream()
                .flatMap(p -> ProcessHandle.of(p.pid()).orElseThrow().descendants())
                .map(child -> Running.of("child", child, Path.of("/"), "TERM"))
                .toList();
        assertThat(processes).hasSize(3).allMatch(Running::alive);

        stack.close();

        assertThat(processes).noneMatch(Running::alive);
        assertThat(children).noneMatch(Running::alive);
        assertThat(stack.folder().stackFile()).doesNotExist();
    }

    private String query(String sql) throws SQLException {
        var password = stack.secrets().of("database.application");
        try (var connection =
                        DriverManager.getConnection(PostgreSql.url(stack.ports()), PostgreSql.APPLICATION, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }

    private static int login(String issuer, String client, String user, String password) throws Exception {
        var form = "grant_type=password&client_id=%s&username=%s&password=%s"
                .formatted(client, user, URLEncoder.encode(password, StandardCharsets.UTF_8));
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
