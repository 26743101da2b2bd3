package dev.cordon.lab.range.splunk;

import com.google.auto.service.AutoService;
import dev.cordon.lab.range.Cloud;
import dev.cordon.lab.range.Ground;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Vendor;
import java.util.List;
import java.util.Map;

@AutoService(Vendor.class)
public final class Splunk implements Vendor {
    @Override
    public String name() {
        return "splunk";
    }

    @Override
    public String product() {
        return "Splunk Enterprise Security, by Splunk";
    }

    @Override
    public String peculiarities() {
        return "Knows one search only, the connectors' own; told what it notices at /_range/alerts, and forgets it when the "
                + "range is started again.";
    }

    @Override
    public Cloud open(Ground ground) {
        return new SearchHead(ground);
    }

    @Override
    public Reply problem(int status, String message) {
        return failure(status, message);
    }

    static Reply failure(int status, String message) {
        return Reply.json(status, Map.of("messages", List.of(Map.of("type", "ERROR", "text", message))));
    }
}
