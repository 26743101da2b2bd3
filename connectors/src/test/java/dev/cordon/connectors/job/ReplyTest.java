package dev.cordon.connectors.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cordon.connectors.action.Answer;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyTest {
    private static final Target.Host HOST = new Target.Host("lab", "1", "WS-1", null, List.of(), null);

    @Test
    void a_target_that_was_found_and_an_outcome_stand_tagged_in_result() throws Exception {
        assertThat(variables(new Answer.Found(HOST))).contains("\"is\":\"found\"", "\"is\":\"host\"", "\"id\":\"1\"");
        assertThat(variables(new Answer.Ended(new Outcome.Done("r"))))
                .isEqualTo("{\"result\":{\"is\":\"done\",\"receipt\":\"r\"}}");
        assertThat(variables(new Answer.Ended(new Outcome.AlreadySo())))
                .isEqualTo("{\"result\":{\"is\":\"already-so\"}}");
    }

    @Test
    void what_a_playbook_can_catch_is_an_error_with_the_problem() {
        assertError(new Answer.Ended(new Outcome.Refused("read-only", "no")), "refused:read-only");
        assertError(new Answer.Denied("kill-switch", "no"), "denied:kill-switch");
        assertError(new Answer.Ended(new Outcome.Unverified("r")), "unverified");
        assertError(new Answer.Unresolved("target-ambiguous", "two", List.of(HOST)), "target-ambiguous");
    }

    @Test
    void candidates_come_tagged_with_an_unresolved_name() {
        assertThat(Reply.to(new Answer.Unresolved("target-ambiguous", "two", List.of(HOST)), Map.of()))
                .isInstanceOfSatisfying(
                        Reply.ThrowError.class,
                        error -> assertThat(error.variables().get("candidates"))
                                .asString()
                                .contains("\"is\":\"host\""));
    }

    @Test
    void a_playbook_may_go_on_without_certainty_when_its_task_says_so() {
        var unverified = new Answer.Ended(new Outcome.Unverified("r"));

        assertThat(Reply.to(unverified, Map.of("unverified", "continue"))).isInstanceOf(Reply.Complete.class);
        assertThat(Reply.to(unverified, Map.of("unverified", "stop"))).isInstanceOf(Reply.ThrowError.class);
    }

    @Test
    void waiting_costs_no_retry_and_a_block_stops_the_job() {
        var wait = Duration.ofSeconds(4);

        assertThat(Reply.to(new Answer.Later(wait, "why"), Map.of())).isEqualTo(new Reply.Yield(wait, "why"));
        assertThat(Reply.to(new Answer.Blocked("why"), Map.of())).isEqualTo(new Reply.Stop("why"));
    }

    private static void assertError(Answer answer, String code) {
        assertThat(Reply.to(answer, Map.of())).isInstanceOfSatisfying(Reply.ThrowError.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.variables()).containsKey("problem");
        });
    }

    private static String variables(Answer answer) throws Exception {
        return Reply.to(answer, Map.of()) instanceof Reply.Complete(var variables)
                ? new ObjectMapper().writeValueAsString(variables)
                : "not completed";
    }
}
