package dev.cordon.lab.range.okta;

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
public final class Okta implements Vendor {
    @Override
    public String name() {
        return "okta";
    }

    @Override
    public String product() {
        return "Workforce Identity, by Okta";
    }

    @Override
    public String peculiarities() {
        return "s.lindgren.okta has an expired password and cannot be suspended; svc-backup.okta is the last super "
                + "administrator.";
    }

    @Override
    public Cloud open(Ground ground) throws IOException {
        return new Organisation(ground, this);
    }

    @Override
    public Reply problem(int status, String message) {
        return said(
                status,
                switch (status) {
                    case 400 -> "E0000001";
                    case 401 -> "E0000011";
                    case 403 -> "E0000006";
                    case 404 -> "E0000007";
                    case 429 -> "E0000047";
                    default -> "E0000009";
                },
                message);
    }

    /// The moment to come back, in seconds since 1970, and no `Retry-After`.
    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        return problem(429, "API call exceeded rate limit due to too many requests.")
                .with("X-Rate-Limit-Limit", "600")
                .with("X-Rate-Limit-Remaining", "0")
                .with(
                        "X-Rate-Limit-Reset",
                        retryAfter == null ? Long.toString(System.currentTimeMillis() / 1000 + 1) : retryAfter);
    }

    private static Reply said(int status, String code, String message) {
        return Reply.json(
                status,
                Map.of(
                        "errorCode", code,
                        "errorSummary", message,
                        "errorLink", code,
                        "errorId", "simulated",
                        "errorCauses", List.of()));
    }
}
