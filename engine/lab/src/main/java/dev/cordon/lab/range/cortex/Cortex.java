package dev.cordon.lab.range.cortex;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class Cortex implements Vendor {
    @Override
    public String name() {
        return "cortex";
    }

    @Override
    public String product() {
        return "Cortex XDR, by Palo Alto Networks";
    }

    @Override
    public String peculiarities() {
        return "isolating what is isolated is a 500, and so is a hash that is listed already; the block list cannot be read; "
                + "what is fetched is plain content behind the name of a zip.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Tenant(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return Reply.json(
                status,
                Map.of(
                        "reply",
                        Map.of(
                                "err_code", status,
                                "err_msg", "An error occurred while processing XDR public API",
                                "err_extra", message)));
    }

    /// Without a word about when to come back.
    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        var reply = problem(429, "too many requests");
        return retryAfter == null ? reply : reply.with("Retry-After", retryAfter);
    }
}
