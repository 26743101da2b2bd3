package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final Duration WHOLE = Duration.ofSeconds(10);
    private final Crowd crowd = new Crowd(new UsualPace());

    @Test
    void a_few_watch_for_as_long_as_they_like() {
        assertThat(among(16, () -> crowd.share(WHOLE))).isEqualTo(WHOLE);
        assertThat(among(16, crowd::dense)).isFalse();
    }

    @Test
    void many_share_what_a_few_may_take() {
        assertThat(among(32, () -> crowd.share(WHOLE))).isEqualTo(Duration.ofSeconds(5));
        assertThat(among(128, () -> crowd.share(WHOLE))).isEqualTo(Duration.ofMillis(1250));
        assertThat(among(17, crowd::dense)).isTrue();
    }

    @Test
    void who_has_gone_is_not_counted_however_it_went() {
        among(20, () -> "done");
        try {
            among(20, () -> {
                throw new IllegalStateException("went wrong");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("went wrong");
        }

        assertThat(crowd.size()).isZero();
    }

    private <T> T among(int many, Supplier<T> work) {
        return crowd.joinedBy(() -> many == 1 ? work.get() : among(many - 1, work));
    }
}
