package dev.cordon.lab.range.defender;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;
import java.util.UUID;

@AutoService(Vendor.class)
public final class Defender implements Vendor {
    @Override
    public String name() {
        return "defender";
    }

    @Override
    public String product() {
        return "Defender for Endpoint, by Microsoft";
    }

    @Override
    public String peculiarities() {
        return "No machine says that it is isolated: its actions do. A live response succeeds although its command failed. "
                + "The link to a package stands in quotation marks of its own.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new DefenderCloud(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return problem(
                status,
                switch (status) {
                    case 401 -> "Unauthorized";
                    case 403 -> "Forbidden";
                    case 404 -> "ResourceNotFound";
                    case 429 -> "TooManyRequests";
                    default -> status < 500 ? "BadRequest" : "InternalServerError";
                },
                message);
    }

    static Reply problem(int status, String code, String message) {
        return Reply.json(
                status,
                Map.of(
                        "error",
                        Map.of(
                                "code",
                                code,
                                "message",
                                message,
                                "target",
                                UUID.randomUUID().toString())));
    }
}
