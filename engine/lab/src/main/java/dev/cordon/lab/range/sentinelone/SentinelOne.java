package dev.cordon.lab.range.sentinelone;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class SentinelOne implements Vendor {
    @Override
    public String name() {
        return "sentinelone";
    }

    @Override
    public String product() {
        return "Singularity, by SentinelOne";
    }

    @Override
    public String peculiarities() {
        return "a change that nobody fits is a 200 with affected 0; the archives are zips without their password; every "
                + "machine's malware counts as detected.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Console(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return Reply.json(
                status,
                Map.of("errors", List.of(Map.of("code", status * 10_000 + 10, "title", message, "detail", ""))));
    }

    /// Without a word about when to come back.
    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        var reply = problem(429, "Too many requests");
        return retryAfter == null ? reply : reply.with("Retry-After", retryAfter);
    }
}
