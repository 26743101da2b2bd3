package dev.cordon.lab.range.qradar;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;

@AutoService(Vendor.class)
public final class QRadar implements Vendor {
    @Override
    public String name() {
        return "qradar";
    }

    @Override
    public String product() {
        return "QRadar, by IBM";
    }

    @Override
    public String peculiarities() {
        return "Sorts by one field; offenses name their addresses by numbers; told what it notices at /_range/alerts, and "
                + "forgets it when the range is started again.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Console(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return failure(status, 0, message);
    }

    static Reply failure(int status, int code, String message) {
        return Reply.json(
                status,
                Map.of(
                        "http_response",
                        Map.of("code", status, "message", message),
                        "code",
                        code,
                        "description",
                        "",
                        "details",
                        Map.of(),
                        "message",
                        message));
    }
}
