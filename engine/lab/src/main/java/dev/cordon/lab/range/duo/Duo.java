package dev.cordon.lab.range.duo;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class Duo implements Vendor {
    @Override
    public String name() {
        return "duo";
    }

    @Override
    public String product() {
        return "Duo, by Cisco";
    }

    @Override
    public String peculiarities() {
        return "s.lindgren.duo needs no second factor (bypass); a request that is not signed for this very moment is 401.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Subscription(ground, this);
    }

    @Override
    public Reply problem(int status, String message) {
        return Reply.json(status, Map.of("stat", "FAIL", "code", status * 100 + 1, "message", message));
    }

    /// Duo itself says nothing about when to come back; whoever asks the range for a time gets it.
    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        var limited = problem(429, "Too Many Requests");
        return retryAfter == null ? limited : limited.with("Retry-After", retryAfter);
    }
}
