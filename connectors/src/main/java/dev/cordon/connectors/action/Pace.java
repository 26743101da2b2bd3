package dev.cordon.connectors.action;

import dev.cordon.contract.JobType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long things may take.
@ConfigMapping(prefix = "cordon.action")
public interface Pace {

    /// Not longer than the server's own lease. It is counted from before the claim was sent, by the monotonic clock,
    /// so neither machine's wall clock matters.
    @WithDefault("20s")
    Duration lease();

    /// How long one change may take to be sent and answered; VendorHttp gives up after it.
    @WithDefault("5s")
    Duration write();

    /// Kept free at the end of the lease.
    @WithDefault("1s")
    Duration margin();

    /// How long one delivery of a job watches for the effect, when few others are in hand.
    @WithDefault("10s")
    Duration window();

    /// How many of them one process may have in hand before each watches for less than the window: see [Crowd].
    @WithDefault("16")
    int watchers();

    /// How many of those that are pending at one vendor this process looks at in a second, where no rate budget says
    /// less: see [Rota].
    @WithDefault("40")
    int looks();

    /// The same, when the request had no answer and the first look does not show it.
    @WithDefault("2s")
    Duration doubtWindow();

    /// How long one copy may take to be read from its vendor. Shorter than the timeout of such a job.
    @WithDefault("8m")
    Duration copying();

    /// When to stop watching, unless [#deadlines] says otherwise.
    @WithDefault("15m")
    Duration deadline();

    /// By job type, as in `CORDON_ACTION_DEADLINES__HOST_ISOLATE_=20m`.
    Map<String, Duration> deadlines();

    /// The job types whose request is taken back at the vendor when it is still on its way after the deadline. Without
    /// any it stands, and is watched. Only `host.isolate` can be taken back.
    Optional<List<String>> withdraw();

    default boolean withdraws(JobType type) {
        return type == JobType.HOST_ISOLATE && withdraw().stream().anyMatch(types -> types.contains(type.value()));
    }

    default Duration deadline(JobType type) {
        return deadlines().getOrDefault(type.value(), deadline());
    }
}
