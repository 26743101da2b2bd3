package dev.cordon.connectors.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.connectors.capability.VendorException;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void what_is_left_at_the_end_is_for_urgent_work() {
        // sixty a minute: ten at once, of which three are kept from patient work
        var budget = new Budget(OptionalInt.of(60));
        for (var spent = 0; spent < 10; spent++) {
            budget.take(Urgency.URGENT);
        }

        assertThatThrownBy(() -> budget.take(Urgency.PATIENT))
                .isInstanceOfSatisfying(VendorException.Unavailable.class, e -> {
                    assertThat(e.vendorWell()).isTrue();
                    assertThat(e.retryAfter()).isPresent();
                });
        assertThatCode(() -> budget.take(Urgency.URGENT)).doesNotThrowAnyException();
    }

    @Test
    void worker_processes_share_a_tenants_budget() {
        var budget = new Budget(OptionalInt.of(600));
        assertThat(budget.limit()).isEqualTo(600);

        budget.sharedBy(3);

        assertThat(budget.limit()).isEqualTo(200);
        assertThat(budget.left()).isLessThanOrEqualTo(34);
    }

    @Test
    void without_a_budget_only_the_vendors_own_wish_counts() {
        var budget = new Budget(OptionalInt.empty());
        budget.take(Urgency.PATIENT);
        budget.close(Duration.ofSeconds(10));

        assertThatThrownBy(() -> budget.take(Urgency.URGENT)).isInstanceOf(VendorException.Unavailable.class);
        assertThat(budget.limit()).isNull();
    }
}
