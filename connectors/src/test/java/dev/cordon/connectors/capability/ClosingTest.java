package dev.cordon.connectors.capability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.contract.Verdict;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private static final Ask ASK = new Ask("action-1", 0, () -> 0);

    @Test
    void a_note_says_which_incident_and_why_and_can_be_found_again() {
        var note = new Closing("INC-2026-000123", Verdict.FALSE_POSITIVE, "our own scanner").note(ASK);

        assertThat(note)
                .isEqualTo("INC-2026-000123 closed as false-positive: our own scanner [cordon action-1]")
                .endsWith("[" + Closing.mark(ASK) + "]");
    }

    @Test
    void a_note_is_one_bounded_line_whatever_a_person_wrote() {
        var note = new Closing("INC-2026-000123", Verdict.TEST, "a\r\nb\u0000c\u202ed " + "x".repeat(5000)).note(ASK);

        assertThat(note)
                .startsWith("INC-2026-000123 closed as test: a b c d xxx")
                .hasSizeLessThan(1200);
        assertThat(note.chars()).noneMatch(Character::isISOControl);
    }
}
