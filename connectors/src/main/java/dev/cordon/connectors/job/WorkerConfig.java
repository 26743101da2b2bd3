package dev.cordon.connectors.job;

import dev.cordon.contract.JobType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "cordon.job")
interface WorkerConfig {

    /// How long the broker waits for a job before it gives it to somebody else. Longer than the ledger's lease and than
    /// the longest backoff.
    @WithDefault("30s")
    Duration timeout();

    /// The same for collections, which take minutes: to be read from the vendor, and then to be stored by the server.
    @WithDefault("20m")
    Duration collectTimeout();

    /// How many jobs of one type are in hand at a time.
    @WithDefault("128")
    int maxActive();

    /// How often to poll; new jobs are pushed, so this finds only those that were not.
    @WithDefault("1s")
    Duration pollInterval();

    default Duration timeout(JobType type) {
        return type.effect() == JobType.Effect.COLLECTS ? collectTimeout() : timeout();
    }
}
