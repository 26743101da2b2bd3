package dev.cordon.lab.range.carbonblack;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class CarbonBlack implements Vendor {
    @Override
    public String name() {
        return "carbonblack";
    }

    @Override
    public String product() {
        return "Carbon Black Cloud, by VMware";
    }

    @Override
    public String peculiarities() {
        return "a quarantine shows at once and is heard at the sensor's next contact; names carry the domain ACME; the "
                + "states of live response come in small letters.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Org(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return Reply.json(status, Map.of("error_code", "SIMULATED", "message", message));
    }

    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        var reply = problem(429, "too many requests");
        return retryAfter == null ? reply : reply.with("Retry-After", retryAfter);
    }
}
