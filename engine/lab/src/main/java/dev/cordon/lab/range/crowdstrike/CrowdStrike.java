package dev.cordon.lab.range.crowdstrike;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class CrowdStrike implements Vendor {
    @Override
    public String name() {
        return "crowdstrike";
    }

    @Override
    public String product() {
        return "Falcon, by CrowdStrike";
    }

    @Override
    public String peculiarities() {
        return "WS-0177 shows its status with a capital letter; KIOSK-7 exists twice; LAPTOP-OLD has a stale twin; files "
                + "collected here carry a 7z signature followed by the plain content whose SHA-256 is listed, they are no "
                + "archives.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Falcon(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return Envelope.failure(status, message);
    }

    /// The moment to come back, in seconds since 1970, and no `Retry-After`.
    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        return Envelope.failure(429, "API rate limit exceeded.")
                .with(
                        "X-RateLimit-RetryAfter",
                        retryAfter == null ? Long.toString(System.currentTimeMillis() / 1000 + 1) : retryAfter);
    }
}
