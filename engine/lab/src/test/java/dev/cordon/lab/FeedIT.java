package dev.cordon.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.setting.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Alerts that nobody sends, from four products to incidents, with the connectors killed while they are being read.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedIT {
    private static final int ALERTS = 130;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stack stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FeedIT(@TempDir Path temp) {
        stack = new Stack(
                temp.resolve("stack"),
                Ports.free(),
                EnumSet.allOf(PartName.class),
                List.of("qradar", "sentinel", "splunk", "elastic"),
                System.out::println);
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
    @CsvSource({"qradar, qradar", "sentinel, sentinel", "splunk, notables", "elastic, detections"})
    void each_alert_becomes_one_though_the_connectors_are_killed_in_the_middle(String vendor, String source)
            throws Exception {
        for (int number = 1; number <= ALERTS; number++) {
            raise(vendor, "{\"vendor\":\"%s\",\"host\":\"%s-%d\"}".formatted(vendor, vendor, number));
        }
        await(source, 1);
        stack.part(PartName.CONNECTORS).kill();
        raise(vendor, "{\"vendor\":\"%s\",\"host\":\"%s-late\"}".formatted(vendor, vendor));
        stack.part(PartName.CONNECTORS).start();
        await(source, ALERTS + 1);

        assertThat(count("select count(*) from alert where source = ?", source)).isEqualTo(ALERTS + 1);
        assertThat(count("select count(distinct incident_id) from alert where source = ?", source))
                .isEqualTo(ALERTS + 1);
    }

    private void raise(String vendor, String wish) throws Exception {
        var range = StackFile.read(stack.folder().stackFile()).orElseThrow().range();
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(range + "/_range/alerts"))
                        .POST(HttpRequest.BodyPublishers.ofString(wish))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(vendor).isEqualTo(201);
        assertThat(new JsonMapper().readTree(answer.body()).path("number").asInt())
                .isPositive();
    }

    private void await(String source, long least) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (count("select count(*) from alert where source = ?", source) < least) {
            assertThat(System.nanoTime()).as("nothing came of " + source).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private long count(String sql, String source) throws SQLException {
        var password = stack.secrets().of("database.application");
        try (var connection =
                        DriverManager.getConnection(PostgreSql.url(stack.ports()), PostgreSql.APPLICATION, password);
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, source);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }
}
