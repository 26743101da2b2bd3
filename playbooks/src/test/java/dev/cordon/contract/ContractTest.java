package dev.cordon.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Target HOST =
            new Target.Host("crowdstrike", "aid-1", "WS-1", "Workstation", List.of("10.0.0.5"), null);
    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Test
    void every_answer_of_the_ledger_survives_the_wire() throws Exception {
        for (var claim : List.of(
                new Claim.Fresh("t", Instant.EPOCH),
                new Claim.InDoubt("t", Instant.EPOCH, 2, true, false, "r"),
                new Claim.Busy(Instant.EPOCH),
                new Claim.Settled(new Outcome.Done("r")),
                new Claim.Denied("protected-asset", "why"))) {
            assertThat(json.readValue(json.writeValueAsString(claim), Claim.class))
                    .isEqualTo(claim);
        }
    }

    @Test
    void an_intent_carries_its_target_by_kind_and_its_job_type_by_name() throws Exception {
        var intent = new Intent("a", "i", "r", JobType.HOST_ISOLATE, HOST, "why", "isolate", "w");
        var text = json.writeValueAsString(intent);

        assertThat(text).contains("\"is\":\"host\"", "\"host.isolate\"").doesNotContain("key");
        assertThat(json.readValue(text, Intent.class)).isEqualTo(intent);
    }

    @Test
    void an_action_id_is_the_same_for_a_redelivery_and_another_for_another_element_target_or_run() {
        var id = ActionId.of("run", 7, JobType.HOST_ISOLATE, HOST);
        var renamed = new Target.Host("crowdstrike", "aid-1", "WS-1-renamed", null, List.of(), null);

        assertThat(ActionId.of("run", 7, JobType.HOST_ISOLATE, renamed)).isEqualTo(id);
        assertThat(List.of(
                        ActionId.of("run", 8, JobType.HOST_ISOLATE, HOST),
                        ActionId.of("other", 7, JobType.HOST_ISOLATE, HOST),
                        ActionId.of("run", 7, JobType.HOST_RELEASE, HOST)))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void what_is_on_a_host_says_so_on_the_wire_and_is_read_back() throws Exception {
        var host = (Target.Host) HOST;
        for (var target : List.of(
                new Target.HostProcess(host, 4711, "svch0st.exe"),
                new Target.HostFile(host, "C:\\Temp\\svch0st.exe", "AB".repeat(32), null),
                new Target.Indicator("crowdstrike", "sha256", "ab".repeat(32)))) {
            var text = json.writeValueAsString(target);

            assertThat(json.readTree(text).path("vendor").asText()).isEqualTo("crowdstrike");
            assertThat(json.readTree(text).path("id").asText()).isEqualTo(target.id());
            assertThat(json.readTree(text).path("name").asText()).isEqualTo(target.name());
            assertThat(json.readValue(text, Target.class)).isEqualTo(target);
        }
    }

    @Test
    void a_file_and_a_program_are_called_after_the_last_part_of_their_path() {
        var host = new Target.Host("wazuh", "1", "WS-1", null, List.of(), null);

        assertThat(new Target.HostFile(host, "C:\\Temp\\a b.exe", null, null).fileName())
                .isEqualTo("a b.exe");
        assertThat(new Target.HostFile(host, "/tmp/.x/a", null, null).fileName())
                .isEqualTo("a");
        assertThat(new Target.HostProcess(host, 7, "C:\\Temp\\a.exe").program()).isEqualTo("a.exe");
        assertThat(new Target.HostProcess(host, 7, "a.exe").program()).isEqualTo("a.exe");
        assertThat(new Target.HostProcess(host, 7, null).program()).isEmpty();
    }

    @Test
    void an_alert_is_known_by_the_id_its_product_gave_it() throws Exception {
        var alert = new Target.SourceAlert("qradar", "421", "Excessive failed logins");
        var text = json.writeValueAsString(alert);

        assertThat(json.readValue(text, Target.class)).isEqualTo(alert);
        assertThat(alert.key()).isEqualTo("alert:qradar:421");
        assertThat(alert.on()).isNull();
    }

    @Test
    void a_verdict_is_one_of_the_words_that_close_an_incident() throws Exception {
        assertThat(json.readValue("\"false-positive\"", Verdict.class)).isEqualTo(Verdict.FALSE_POSITIVE);
        assertThat(json.writeValueAsString(Verdict.INSUFFICIENT_DATA)).isEqualTo("\"insufficient-data\"");
        assertThatThrownBy(() -> Verdict.of("solved")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hash_that_is_none_is_no_target() {
        assertThatThrownBy(() -> new Target.Indicator("crowdstrike", "sha256", "abc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_blank_target_is_no_target() {
        assertThatThrownBy(() -> new Target.Account("keycloak", " ", "alice", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_contains_can_be_undone_and_nothing_else_can() {
        for (var type : JobType.values()) {
            assertThat(type.undoneBy().isPresent()).isEqualTo(type.effect() == JobType.Effect.CONTAINS);
            assertThat(type.undoes().isPresent()).isEqualTo(type.effect() == JobType.Effect.RELEASES);
        }
    }
}
