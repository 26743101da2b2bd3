package dev.cordon.lab.range.elastic;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;

@AutoService(Vendor.class)
public final class Elastic implements Vendor {
    @Override
    public String name() {
        return "elastic";
    }

    @Override
    public String product() {
        return "Elastic Defend, by Elastic";
    }

    @Override
    public String peculiarities() {
        return "Actions for a machine that is offline stay pending; a member that is null is refused; the zip of a fetched "
                + "file is not locked; actions are forgotten when the range is started again.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Kibana(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return failure(status, message);
    }

    static Reply failure(int status, String message) {
        var error = switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            default -> "Internal Server Error";
        };
        return Reply.json(status, Map.of("statusCode", status, "error", error, "message", message));
    }
}
