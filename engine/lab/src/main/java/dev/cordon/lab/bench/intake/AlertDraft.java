package dev.cordon.lab.bench.intake;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the alerts say, with [Letter]'s holes. Low, without a technique: the routing decision only records them.
final class AlertDraft {
    private AlertDraft() {}

    /// Some 1.5 KB, as Wazuh sends what Sysmon wrote.
    ///
    /// @param phase what no other measurement has; in reference and host
    static String wazuh(String phase) {
        return """
            {"id": "%2$s", "timestamp": "2026-06-01T08:15:30.123+0000",
             "rule": {"level": 5, "description": "Office application started a scripting host", "id": "92052",
                      "firedtimes": 3, "mail": false, "groups": ["sysmon", "sysmon_eid1_detections", "windows"]},
             "agent": {"id": "142", "name": "%3$s", "ip": "10.30.4.17"},
             "manager": {"name": "%1$s"},
             "decoder": {"name": "windows_eventchannel"},
             "data": {"win": {
               "system": {"providerName": "Microsoft-Windows-Sysmon", "eventID": "1", "version": "5", "level": "4",
                          "task": "1", "opcode": "0", "keywords": "0x8000000000000000", "processID": "2916",
                          "threadID": "4020", "channel": "Microsoft-Windows-Sysmon/Operational",
                          "computer": "%3$s", "severityValue": "INFORMATION"},
               "eventdata": {"utcTime": "2026-06-01 08:15:29.998",
                             "processGuid": "{63bc0f91-2b21-6842-9a0f-000000001a00}", "processId": "7264",
                             "image": "C:\\\\Windows\\\\System32\\\\wscript.exe",
                             "commandLine": "wscript.exe C:\\\\Users\\\\m.keller\\\\AppData\\\\Local\\\\Temp\\\\invoice.js",
                             "currentDirectory": "C:\\\\Users\\\\m.keller\\\\Documents\\\\", "user": "ACME\\\\m.keller",
                             "integrityLevel": "Medium",
                             "hashes": "SHA256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                             "parentProcessId": "5120",
                             "parentImage": "C:\\\\Program Files\\\\Microsoft Office\\\\root\\\\Office16\\\\WINWORD.EXE"}}},
             "location": "EventChannel"}
            """.formatted(phase, Letter.NUMBER, host(phase));
    }

    /// As Kibana's connector sends what one run of its rules found.
    static String elastic(String phase, int alerts) {
        var one = """
            {"kibana.alert.uuid": "%1$s-%2$s", "@timestamp": "2026-06-01T08:15:31.004Z",
             "kibana.alert.rule.name": "Unusual parent of a command shell",
             "kibana.alert.rule.rule_id": "2b9c7f5d-0a4e-4f0c-9d53-0a6f6f0f5c11", "kibana.alert.severity": "low",
             "host.name": "%3$s", "user.name": "m.keller", "source.ip": "10.30.4.17",
             "process.executable": "C:\\\\Windows\\\\System32\\\\cmd.exe", "kibana.alert.workflow_status": "open"}
            """.formatted(phase, Letter.NUMBER, host(phase));
        return Stream.generate(() -> one).limit(alerts).collect(Collectors.joining(",", "{\"alerts\": [", "]}"));
    }

    static String host(String phase) {
        return "INTAKE-%s-%s".formatted(phase, Letter.HOST);
    }
}
