package dev.cordon.lab.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// What is sent: the same news in either contender's words.
final class BenchAlert {
    private static final DateTimeFormatter WAZUH_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private BenchAlert() {}

    /// Level 15 is critical, and the technique is ransomware at work: the routing decision isolates the host at once,
    /// and for a workstation of ordinary importance no person has to agree.
    static String wazuh(String host) {
        return """
            {"timestamp": "%s",
             "rule": {"level": 15, "description": "Ransomware precursor on a workstation", "id": "92213",
                      "mitre": {"id": ["T1486"], "tactic": ["Impact"], "technique": ["Data Encrypted for Impact"]},
                      "firedtimes": 1, "mail": true, "groups": ["sysmon", "windows"]},
             "agent": {"id": "142", "name": "%2$s", "ip": "10.30.0.1"},
             "manager": {"name": "wazuh"},
             "id": "%2$s",
             "decoder": {"name": "windows_eventchannel"},
             "data": {"win": {"system": {"eventID": "11", "computer": "%2$s"},
                              "eventdata": {"image": "C:\\\\Users\\\\Public\\\\svch0st.exe"}}},
             "location": "EventChannel"}
            """.formatted(WAZUH_TIME.format(Instant.now()), host);
    }

    static String plain(String host) {
        return """
            {"host": "%s", "severity": "high", "source": "edr", "rule": "ransomware.precursor"}
            """.formatted(host);
    }
}
