package dev.cordon.connectors.action;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class UsualPace implements Pace {
    private final List<String> withdraw;

    UsualPace() {
        this(List.of());
    }

    UsualPace(List<String> withdraw) {
        this.withdraw = withdraw;
    }

    @Override
    public Optional<List<String>> withdraw() {
        return withdraw.isEmpty() ? Optional.empty() : Optional.of(withdraw);
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration write() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration margin() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration window() {
        return Duration.ofSeconds(10);
    }

    @Override
    public int watchers() {
        return 16;
    }

    @Override
    public int looks() {
        return 40;
    }

    @Override
    public Duration doubtWindow() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration copying() {
        return Duration.ofMinutes(8);
    }

    @Override
    public Duration deadline() {
        return Duration.ofMinutes(15);
    }

    @Override
    public Map<String, Duration> deadlines() {
        return Map.of();
    }
}
