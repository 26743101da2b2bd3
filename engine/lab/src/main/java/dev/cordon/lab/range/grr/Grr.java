package dev.cordon.lab.range.grr;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.nio.charset.StandardCharsets;
import java.util.Map;

@AutoService(Vendor.class)
public final class Grr implements Vendor {
    @Override
    public String name() {
        return "grr";
    }

    @Override
    public String product() {
        return "GRR Rapid Response, by Google";
    }

    @Override
    public String peculiarities() {
        return "Five bytes stand before every JSON. The domain controller needs an approval, which is granted by itself "
                + "some time after it was asked for. A flow that ended well is TERMINATED.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new AdminServer(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return json(status, Map.of("message", message));
    }

    static Reply json(int status, Object body) {
        var plain = new String(Reply.json(status, body).body(), StandardCharsets.UTF_8);
        return Reply.text(status, "application/json", ")]}'\n" + plain);
    }
}
