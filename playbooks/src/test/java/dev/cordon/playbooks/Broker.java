package dev.cordon.playbooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.camunda.zeebe.client.ZeebeClient;
import java.time.Duration;
import java.util.List;

/// A Camunda engine whose clock can be moved and whose records can be read.
@SuppressWarnings("deprecation")
interface Broker extends AutoCloseable {
    ZeebeClient client();

    /// Every record from that index on, as the exporters see it.
    List<JsonNode> records(int from);

    void completeUserTask(long key, JsonNode variables);

    /// Moves the clock, and lets what became due happen.
    void pass(Duration time);

    /// Waits until nothing moves any more.
    void settle();

    @Override
    void close();
}
