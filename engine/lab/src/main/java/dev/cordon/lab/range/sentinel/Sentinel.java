package dev.cordon.lab.range.sentinel;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;

@AutoService(Vendor.class)
public final class Sentinel implements Vendor {
    @Override
    public String name() {
        return "sentinel";
    }

    @Override
    public String product() {
        return "Sentinel, by Microsoft";
    }

    @Override
    public String peculiarities() {
        return "Answers fewer than were asked for, with a link to the rest; entities have to be asked for one incident at a "
                + "time; told what it notices at /_range/alerts, and forgets it when the range is started again.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Workspace(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return failure(
                status,
                switch (status) {
                    case 400 -> "BadRequest";
                    case 401 -> "ExpiredAuthenticationToken";
                    case 403 -> "AuthorizationFailed";
                    case 404 -> "ResourceNotFound";
                    case 429 -> "TooManyRequests";
                    default -> "InternalServerError";
                },
                message);
    }

    static Reply failure(int status, String code, String message) {
        return Reply.json(status, Map.of("error", Map.of("code", code, "message", message)));
    }
}
