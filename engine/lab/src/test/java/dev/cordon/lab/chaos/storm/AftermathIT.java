package dev.cordon.lab.chaos.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.EmptyMemory;
import dev.cordon.lab.chaos.Database;
import dev.cordon.lab.chaos.storm.StormAlert.Gravity;
import dev.cordon.lab.chaos.storm.StormAlert.Product;
import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.range.Arrival;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One host, two alerts, one isolation, all as it should be; then one thing is put wrong.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AftermathIT {
    private static final String HOST = "BENCH-A";
    private static final StormPlan PLAN = new StormPlan(
            List.of(HOST),
            List.of(
                    new StormAlert(Product.WAZUH, "1", HOST, Gravity.LOW),
                    new StormAlert(Product.SPLUNK, "2", HOST, Gravity.CRITICAL)));

    private final EmptyMemory memory;

    AftermathIT(@TempDir Path temp) throws Exception {
        memory = new EmptyMemory(temp.resolve("stack"));
    }

    @AfterAll
    void close() throws SQLException {
        memory.close();
    }

    @BeforeEach
    void as_it_should_be() throws SQLException {
        memory.run("truncate incident cascade");
        memory.run("""
                insert into incident (id, number, title, severity, grouping_key, alerts, opened_at, updated_at)
                values ('00000000-0000-7000-8000-000000000001', 'INC-A', 'one', 5, 'host:bench-a', 2, now(), now());
                insert into timeline_head values ('00000000-0000-7000-8000-000000000001', 5, '');
                insert into timeline_entry
                select '00000000-0000-7000-8000-000000000001', n, now(),
                       (array['incident-opened', 'alert-received', 'alert-routed', 'alert-received', 'alert-routed'])[n], '{}', '', ''
                from generate_series(1, 5) n;
                insert into alert (id, source, reference, body_sha256, status, incident_id, received_at, raw)
                select gen_random_uuid(), 'wazuh', n, '', 'accepted', '00000000-0000-7000-8000-000000000001', now(), ''
                from generate_series(1, 2) n;
                insert into playbook_run (id, incident_id, playbook_id, trigger, target, target_key, reason, requested_by, state,
                    requested_at, ended_at)
                values ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000001', 'isolate-host', 'alert:2',
                    '{}', 'host:bench-a', 'r', 'source:splunk', 'completed', now() - interval '1 minute', now())
                """);
    }

    @Test
    void finds_nothing_wrong() throws Exception {
        assertThat(look(asked())).isEqualTo(new Aftermath(1, 1, 1, List.of()));
    }

    @Test
    void finds_an_alert_that_is_gone_and_a_count_that_is_wrong() throws Exception {
        memory.run("delete from alert where reference = '2'; update incident set alerts = 3");

        assertThat(look(asked()).wrong())
                .containsExactlyInAnyOrder(
                        "INC-A (bench-a): 3 alerts by its own count, 2 were sent",
                        "INC-A (bench-a): 1 alerts stored, 2 were sent");
    }

    @Test
    void finds_lines_that_are_missing() throws Exception {
        memory.run("delete from timeline_entry where seq = 5");

        assertThat(look(asked()).wrong())
                .containsExactlyInAnyOrder(
                        "INC-A (bench-a): 1 lines of an alert routed, 2 were sent",
                        "INC-A: 4 lines, and the head says 5");
    }

    @Test
    void finds_a_second_incident_about_one_host() throws Exception {
        memory.run("update incident set status = 'closed'");
        memory.run("""
                insert into incident (id, number, title, severity, grouping_key, alerts, opened_at, updated_at)
                values ('00000000-0000-7000-8000-000000000002', 'INC-B', 'one', 5, 'host:bench-a', 0, now(), now());
                insert into timeline_head values ('00000000-0000-7000-8000-000000000002', 0, '')
                """);

        assertThat(look(asked()).wrong())
                .contains("BENCH-A has 2 incidents", "INC-A (bench-a): opened 1 times, 0 alerts rejected, closed");
    }

    @Test
    void finds_two_runs_at_a_time_and_one_that_never_ends() throws Exception {
        memory.run("""
                insert into playbook_run (id, incident_id, playbook_id, trigger, target, target_key, reason, requested_by, state,
                    requested_at)
                values ('00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-000000000001', 'isolate-host', 'alert:1',
                    '{}', 'host:bench-a', 'r', 'source:wazuh', 'running', now() - interval '30 seconds')
                """);

        assertThat(look(asked()).wrong())
                .containsExactlyInAnyOrder(
                        "isolate-host on bench-a is not over", "two runs of isolate-host at a time on bench-a");
    }

    @Test
    void finds_a_host_that_was_isolated_never_or_twice() throws Exception {
        assertThat(look().wrong()).containsExactly("the vendor was asked 0 times to contain BENCH-A, not 1 times");
        assertThat(look(asked(), asked()).wrong())
                .containsExactly("the vendor was asked 2 times to contain BENCH-A, not 1 times");
    }

    private Aftermath look(Arrival... asked) throws SQLException {
        try (var database = new Database(memory.url(), PostgreSql.OWNER, memory.password())) {
            return Aftermath.of(database, List.of(asked), PLAN);
        }
    }

    private static Arrival asked() {
        return new Arrival(
                1, Instant.EPOCH, "crowdstrike", "contain", "aid-1", HOST, "a", "normal", "contained", 202, null, 0);
    }
}
