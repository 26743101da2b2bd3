package dev.cordon.lab.range.aws;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import org.jspecify.annotations.Nullable;

@AutoService(Vendor.class)
public final class Aws implements Vendor {
    @Override
    public String name() {
        return "aws";
    }

    @Override
    public String product() {
        return "AWS IAM, by Amazon";
    }

    @Override
    public String peculiarities() {
        return "What is not told whom to change changes the caller, the user cordon. Being asked too often is a 400, without"
                + " a time to come back. A policy comes back percent-encoded. There are no roles.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Iam(this, ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return Answer.error(
                status,
                switch (status) {
                    case 401, 403 -> "AccessDenied";
                    case 404 -> "NoSuchEntity";
                    case 409 -> "ConcurrentModification";
                    default -> status < 500 ? "ValidationError" : "ServiceFailure";
                },
                message);
    }

    @Override
    public Reply rateLimited(@Nullable String retryAfter) {
        return Answer.error(400, "Throttling", "Rate exceeded");
    }
}
