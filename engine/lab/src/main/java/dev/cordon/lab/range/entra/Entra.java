package dev.cordon.lab.range.entra;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.Map;
import java.util.UUID;

@AutoService(Vendor.class)
public final class Entra implements Vendor {
    @Override
    public String name() {
        return "entra";
    }

    @Override
    public String product() {
        return "Entra ID, by Microsoft";
    }

    @Override
    public String peculiarities() {
        return "What is not selected is not said. j.okafor is the only global administrator, svc-backup an emergency access "
                + "account. The authenticator is the default factor and cannot be deleted before the others.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new Graph(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return problem(
                status,
                switch (status) {
                    case 400 -> "Request_BadRequest";
                    case 401 -> "InvalidAuthenticationToken";
                    case 403 -> "Authorization_RequestDenied";
                    case 404 -> "Request_ResourceNotFound";
                    case 429 -> "TooManyRequests";
                    default -> "serviceNotAvailable";
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
                                "innerError",
                                Map.of("request-id", UUID.randomUUID().toString()))));
    }
}
