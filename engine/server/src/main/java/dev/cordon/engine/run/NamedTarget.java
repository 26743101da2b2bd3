package dev.cordon.engine.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a run is asked to act on, as an alert or a person names it. Not resolved yet: that is the playbook's first
/// step.
public record NamedTarget(
        @Nullable @Size(max = 255) String host,
        @Nullable @Size(max = 255) String account) {
    public NamedTarget {
        host = host == null || host.isBlank() ? null : host.strip();
        account = account == null || account.isBlank() ? null : account.strip();
    }

    @JsonIgnore
    public boolean empty() {
        return host == null && account == null;
    }

    /// Two runs of a playbook in one incident are about the same when this is the same.
    @JsonIgnore
    public String key() {
        return ("host=" + (host == null ? "" : host) + ";account=" + (account == null ? "" : account))
                .toLowerCase(Locale.ROOT);
    }
}
