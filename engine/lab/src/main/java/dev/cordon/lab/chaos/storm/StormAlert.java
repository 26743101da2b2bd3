package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.chaos.AlertText;
import dev.cordon.lab.chaos.Message;

/// The same news in the words of three products.
///
/// @param id the product's own
record StormAlert(Product product, String id, String host, Gravity gravity) implements Message {

    enum Product {
        WAZUH,
        SPLUNK,
        ELASTIC
    }

    /// What the routing decision makes of it.
    enum Gravity {
        /// Nothing: it is recorded.
        LOW,
        /// A containment that waits for an approval.
        HIGH,
        /// An isolation at once.
        CRITICAL
    }

    @Override
    public String source() {
        return switch (product) {
            case WAZUH -> "wazuh";
            case SPLUNK -> "splunk";
            case ELASTIC -> "elastic";
        };
    }

    @Override
    public String reference() {
        return source() + " storm/" + id;
    }

    @Override
    public String json() {
        return switch (product) {
            case WAZUH -> new AlertText(source(), id, level(), host, null).json();
            case SPLUNK -> """
                {"sid": "%s", "search_name": "%s", "app": "search", "owner": "soc",
                 "result": {"_time": "1790000000", "dest": "%s", "urgency": "%s",
                            "annotations.mitre_attack.mitre_technique_id": "%s"}}
                """.formatted(id, title(), host, word(), technique());
            case ELASTIC -> """
                {"kibana.alert.uuid": "%s", "kibana.alert.rule.name": "%s", "@timestamp": "2026-09-21T15:06:40Z",
                 "host.name": "%s", "kibana.alert.severity": "%s", "kibana.alert.workflow_status": "open",
                 "threat.technique.id": ["%s"]}
                """.formatted(id, title(), host, word(), technique());
        };
    }

    private int level() {
        return switch (gravity) {
            case LOW -> AlertText.LOW;
            case HIGH -> AlertText.HIGH;
            case CRITICAL -> AlertText.CRITICAL;
        };
    }

    private String word() {
        return switch (gravity) {
            case LOW -> "low";
            case HIGH -> "high";
            case CRITICAL -> "critical";
        };
    }

    private String technique() {
        return gravity == Gravity.CRITICAL ? "T1486" : "T1003.001";
    }

    private String title() {
        return gravity == Gravity.CRITICAL ? "Files are being encrypted" : "LSASS memory read by an unsigned process";
    }
}
