package dev.cordon.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger grants = new AtomicInteger();
    private final AccessToken token = new AccessToken(
            () -> new AccessToken.Grant("token-" + grants.incrementAndGet(), Duration.ofSeconds(60)), nanos::get);

    @Test
    void one_token_serves_many_calls_and_is_renewed_before_it_ends() {
        assertThat(token.current()).isEqualTo("token-1");
        nanos.set(Duration.ofSeconds(47).toNanos());
        assertThat(token.current()).isEqualTo("token-1");
        nanos.set(Duration.ofSeconds(48).toNanos());
        assertThat(token.current()).isEqualTo("token-2");
    }

    @Test
    void two_callers_that_are_turned_away_get_one_new_token() {
        var old = token.current();

        assertThat(token.insteadOf(old)).isEqualTo("token-2");
        assertThat(token.insteadOf(old)).isEqualTo("token-2");
    }
}
