package dev.cordon.lab.chaos;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// An alert in Wazuh's format.
///
/// @param source where it is sent to
/// @param id Wazuh's own, and so the reference
/// @param level 5 is low, and only recorded; 12 is high: stolen credentials; 15 is critical: ransomware at work, which
/// is isolated at once
public record AlertText(
        String source,
        String id,
        int level,
        String host,
        @Nullable String account) implements Message {
    public static final int LOW = 5;
    public static final int HIGH = 12;
    public static final int CRITICAL = 15;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    /// Needs an approval.
    public static AlertText high(String host, @Nullable String account) {
        return new AlertText("wazuh", Names.next(), HIGH, host, account);
    }

    /// Needs none where the host is a workstation.
    public static AlertText critical(String host) {
        return new AlertText("wazuh", Names.next(), CRITICAL, host, null);
    }

    @Override
    public String reference() {
        return source + " chaos/" + id;
    }

    @Override
    public String json() {
        var user = account == null ? "" : "\"targetUserName\": \"%s\", ".formatted(account);
        return """
            {"timestamp": "%s",
             "rule": {"level": %d, "description": "%s", "id": "92900",
                      "mitre": {"id": ["%s"]},
                      "firedtimes": 1, "mail": true, "groups": ["sysmon", "sysmon_event_10", "windows"]},
             "agent": {"id": "142", "name": "%s", "ip": "10.20.1.42"},
             "manager": {"name": "chaos"},
             "id": "%s",
             "decoder": {"name": "windows_eventchannel"},
             "data": {"win": {"system": {"eventID": "10", "computer": "%s"},
                              "eventdata": {%s"image": "C:\\\\Temp\\\\svch0st.exe"}}},
             "location": "EventChannel"}
            """.formatted(
                        TIME.format(Instant.ofEpochSecond(1_790_000_000)),
                        level,
                        level == CRITICAL ? "Files are being encrypted" : "LSASS memory read by an unsigned process",
                        level == CRITICAL ? "T1486" : "T1003.001",
                        host,
                        id,
                        host,
                        user);
    }
}
