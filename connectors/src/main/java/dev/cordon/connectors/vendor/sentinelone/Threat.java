package dev.cordon.connectors.vendor.sentinelone;

import dev.cordon.contract.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A detection, and what was done about it.
record Threat(
        String id,
        @Nullable Info threatInfo,
        @Nullable Realtime agentRealtimeInfo,
        @Nullable List<Mitigation> mitigationStatus) {
    /// Windows paths are told without their drive.
    private static final Pattern VOLUME = Pattern.compile("(?i)^\\\\Device\\\\HarddiskVolume[0-9]+(?=\\\\)");

    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:(?=\\\\)");

    Threat {
        if (id == null || !Console.isId(id)) {
            throw new IllegalArgumentException("no id");
        }
    }

    record Info(
            @Nullable String filePath,
            @Nullable String sha1,
            @Nullable String sha256) {}

    record Realtime(@Nullable String agentId) {}

    record Mitigation(
            @Nullable String action,
            @Nullable String status,
            @Nullable String lastUpdate) {
        boolean is(String name) {
            return name.equalsIgnoreCase(action);
        }

        boolean ended(String how) {
            return how.equals(status == null ? "" : status.toLowerCase(Locale.ROOT));
        }

        String when() {
            return lastUpdate == null ? "" : lastUpdate;
        }
    }

    boolean on(String agent) {
        return agentRealtimeInfo != null && agent.equals(agentRealtimeInfo.agentId());
    }

    /// The same path; where the drive is not told, the same content as well.
    boolean of(Target.HostFile file) {
        if (threatInfo == null || threatInfo.filePath() == null || differs(file)) {
            return false;
        }
        var told = threatInfo.filePath();
        if (told.equalsIgnoreCase(file.path())) {
            return told.equals(file.path()) || DRIVE.matcher(told).find();
        }
        return same(file)
                && VOLUME.matcher(told).find()
                && DRIVE.matcher(file.path()).find()
                && VOLUME.matcher(told)
                        .replaceFirst("")
                        .equalsIgnoreCase(DRIVE.matcher(file.path()).replaceFirst(""));
    }

    boolean quarantined() {
        var in = newest("quarantine").filter(step -> step.ended("success"));
        var out = newest("un-quarantine").filter(step -> step.ended("success"));
        return in.isPresent()
                && (out.isEmpty() || out.get().when().compareTo(in.get().when()) < 0);
    }

    boolean underWay() {
        return newest("quarantine")
                .filter(step -> step.ended("pending") || step.ended("in_progress"))
                .isPresent();
    }

    /// When it last failed; null when it did not.
    @Nullable
    String quarantineFailure() {
        return newest("quarantine")
                .filter(step -> step.ended("failed"))
                .map(Mitigation::when)
                .orElse(null);
    }

    private Optional<Mitigation> newest(String action) {
        var steps = mitigationStatus == null ? Stream.<Mitigation>empty() : mitigationStatus.stream();
        return steps.filter(step -> step.is(action)).max(Comparator.comparing(Mitigation::when));
    }

    private boolean same(Target.HostFile file) {
        return threatInfo != null
                && ((file.sha256() != null && file.sha256().equalsIgnoreCase(threatInfo.sha256()))
                        || (file.sha1() != null && file.sha1().equalsIgnoreCase(threatInfo.sha1())));
    }

    private boolean differs(Target.HostFile file) {
        return threatInfo != null
                && (differ(file.sha256(), threatInfo.sha256()) || differ(file.sha1(), threatInfo.sha1()));
    }

    private static boolean differ(@Nullable String wanted, @Nullable String told) {
        return wanted != null && told != null && !told.isBlank() && !wanted.equalsIgnoreCase(told);
    }
}
