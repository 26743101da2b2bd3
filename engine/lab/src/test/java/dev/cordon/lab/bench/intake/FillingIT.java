package dev.cordon.lab.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.lab.EmptyMemory;
import dev.cordon.lab.StackFile.SourceSecret;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the benchmark does with a real database before and after the load.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FillingIT {
    private final EmptyMemory memory;
    private final Owner owner;

    FillingIT(@TempDir Path temp) throws Exception {
        memory = new EmptyMemory(temp.resolve("stack"));
        owner = new Owner(memory.stack());
    }

    @AfterAll
    void close() throws SQLException {
        owner.close();
        memory.close();
    }

    @Test
    void what_is_filled_in_is_what_the_server_would_have_written() throws Exception {
        try (var filling = new Filling(owner, 20_000, text -> {})) {
            filling.add(30);
            filling.add(12_000);
        }
        owner.checkpoint();

        assertThat(number("select count(*) from alert where source = 'wazuh' and reference like 'FILL/%'"))
                .isEqualTo(12_040);
        assertThat(
                        number(
                                "select count(*) from alert where length(raw) between 1300 and 1900 and body_sha256 = sha256(raw)"))
                .isEqualTo(12_040);
        assertThat(number("select count(*) from incident where number like 'INC-20__-______'"))
                .isEqualTo(602);
        assertThat(number("select count(*) from incident where status not in ('resolved', 'closed')"))
                .isEqualTo(201);
        assertThat(number("""
                select count(*) from incident i
                where alerts <> (select count(*) from alert a where a.incident_id = i.id and a.received_at >= i.opened_at)
                """)).isZero();
        assertThat(number("select count(*) from alert where received_at > now()"))
                .isZero();
        assertThat(number("""
                select count(*) from (
                    select body, previous_hash, hash, seq, convert_from(convert_to(body, 'UTF8'), 'UTF8')::jsonb,
                           lag(hash, 1, decode(repeat('00', 32), 'hex')) over chain as before, row_number() over chain as n
                    from timeline_entry window chain as (partition by incident_id order by seq)) e
                where previous_hash <> before or hash <> sha256(previous_hash || convert_to(body, 'UTF8')) or n <> seq
                """)).isZero();
        assertThat(number("""
                select count(*) from timeline_head h join timeline_entry e using (incident_id, seq, hash)
                where seq = (select max(seq) from timeline_entry where incident_id = h.incident_id) and seq = 41
                """)).isEqualTo(602);
    }

    @Test
    void an_alert_that_was_accepted_and_is_not_there_is_lost() throws Exception {
        var phase = "V-1";
        memory.run("""
                insert into incident (id, number, title, severity, grouping_key, alerts, opened_at, updated_at)
                values ('00000000-0000-7000-8000-000000000001', 'INC-V', 'one', 2, 'host:intake-v-1-0000', 2, now(), now());
                insert into alert (id, source, reference, body_sha256, status, incident_id, received_at, raw)
                values ('00000000-0000-7000-8000-000000000002', 'wazuh', 'V-1/0000000000', '', 'accepted',
                        '00000000-0000-7000-8000-000000000001', now(), '')
                """);
        var mix = new Mix(
                phase,
                "http://127.0.0.1:1",
                List.of(new SourceSecret("wazuh", "wazuh", "a"), new SourceSecret("elastic", "elastic", "b")));
        var tally = new Tally();
        IntStream.of(0, 1, 9).forEach(position -> tally.heard(mix.at(position), 202, false, 1));

        var verdict = Verdict.of(owner, phase, tally);

        // the second single one and the five of the batch; two counted, one row, no line
        assertThat(verdict).isEqualTo(new Verdict(7, 1, 6, 1, 2));
        assertThat(verdict.good()).isFalse();
    }

    @Test
    void the_ceiling_is_measured_and_leaves_nothing_behind() throws Exception {
        var rates = new Ceiling(owner, Duration.ofMillis(300), Map.of()).measure(List.of(1, 3));

        assertThat(rates).extracting(Ceiling.Rate::connections).containsExactly(1, 3);
        assertThat(rates)
                .allMatch(rate -> rate.perSecond() > 0 && rate.latency().p50() > 0);
        assertThat(number("select count(*) from pg_tables where schemaname = 'bench'"))
                .isZero();
    }

    private long number(String sql) throws SQLException {
        return owner.number(sql);
    }
}
