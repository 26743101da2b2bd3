package dev.cordon.lab.range.wazuh;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;

@AutoService(Vendor.class)
public final class Wazuh implements Vendor {
    /// What its agents have in `active-response/bin`.
    static final String ISOLATE = "!cordon-isolate.sh";

    static final String RELEASE = "!cordon-release.sh";
    static final String KILL = "!cordon-kill.sh";
    static final String PUT_AWAY = "!cordon-quarantine.sh";

    @Override
    public String name() {
        return "wazuh";
    }

    @Override
    public String product() {
        return "Wazuh, by Wazuh Inc.";
    }

    @Override
    public String peculiarities() {
        return "A response that no agent has is sent all the same; nothing tells what became of one; a list of agents that "
                + "is left out means all of them, which the range refuses.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Server(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return failure(status, status == 403 ? 4000 : status, message);
    }

    static Reply failure(int status, int code, String message) {
        var title = switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Permission Denied";
            case 404 -> "Not Found";
            case 429 -> "Too Many Requests";
            default -> "Wazuh Internal Error";
        };
        return Reply.json(status, Map.of("title", title, "detail", message, "error", code));
    }
}
