package dev.cordon.lab.range.google;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class Google implements Vendor {
    @Override
    public String name() {
        return "google";
    }

    @Override
    public String product() {
        return "Workspace, by Google";
    }

    @Override
    public String peculiarities() {
        return "whoever is suspended cannot be signed out any more (412); s.lindgren.google is bound to a second step; "
                + "svc-backup.google is the last super administrator.";
    }

    @Override
    public Cloud open(Ground ground) throws IOException {
        return new Workspace(ground, this);
    }

    @Override
    public Reply problem(int status, String message) {
        var reason = switch (status) {
            case 400 -> "failedPrecondition";
            case 401 -> "authError";
            case 403 -> "forbidden";
            case 404 -> "notFound";
            case 412 -> "conditionNotMet";
            case 429 -> "rateLimitExceeded";
            default -> "backendError";
        };
        var detail = Map.of("domain", "global", "reason", reason, "message", message);
        return Reply.json(
                status, Map.of("error", Map.of("code", status, "message", message, "errors", List.of(detail))));
    }

    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        return problem(429, "Rate limit exceeded.").with("Retry-After", retryAfter == null ? "1" : retryAfter);
    }
}
