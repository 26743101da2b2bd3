package dev.cordon.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Exactly one thing of the outside world, resolved: named by the id its own vendor gave it, not by a name that two may
/// share.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Target.Host.class, name = "host"),
    @JsonSubTypes.Type(value = Target.Account.class, name = "account"),
    @JsonSubTypes.Type(value = Target.HostProcess.class, name = "process"),
    @JsonSubTypes.Type(value = Target.HostFile.class, name = "file"),
    @JsonSubTypes.Type(value = Target.Indicator.class, name = "indicator"),
    @JsonSubTypes.Type(value = Target.SourceAlert.class, name = "alert")
})
public sealed interface Target {

    /// The connector that knows it: `crowdstrike`, `keycloak`, or the name given to one of several tenants.
    String vendor();

    /// The vendor's own id.
    String id();

    /// What people call it. For reading, never for acting.
    String name();

    /// The host it is, or is on; null when it is on none.
    @JsonIgnore
    default @Nullable Host on() {
        return switch (this) {
            case Host host -> host;
            case HostProcess process -> process.host();
            case HostFile file -> file.host();
            case Account ignored -> null;
            case Indicator ignored -> null;
            case SourceAlert ignored -> null;
        };
    }

    /// The one spelling under which ledger and register know it.
    @JsonIgnore
    default String key() {
        var kind = switch (this) {
            case Host ignored -> "host";
            case Account ignored -> "account";
            case HostProcess ignored -> "process";
            case HostFile ignored -> "file";
            case Indicator ignored -> "indicator";
            case SourceAlert ignored -> "alert";
        };
        return kind + ":" + vendor() + ":" + id();
    }

    /// @param role what the vendor says it is: `workstation`, `server`, `domain-controller`; null where it does not say
    /// @param addresses the host's own addresses, never the address of a NAT before it
    /// @param lastSeen RFC 3339, UTC; null where the vendor does not say
    record Host(
            String vendor,
            String id,
            String name,
            @Nullable String role,
            List<String> addresses,
            @Nullable String lastSeen)
            implements Target {
        public Host {
            requireText(vendor, id, name);
            role = role == null ? null : role.toLowerCase(Locale.ROOT);
            addresses = addresses == null ? List.of() : List.copyOf(addresses);
        }
    }

    /// @param mail null where there is none
    record Account(
            String vendor, String id, String name, @Nullable String mail) implements Target {
        public Account {
            requireText(vendor, id, name);
        }
    }

    /// @param pid the process's number on that host; it may be given to another process one day
    /// @param image name or path of its program; null where nobody said it
    @JsonIgnoreProperties(
            value = {"vendor", "id", "name"},
            allowGetters = true)
    record HostProcess(Host host, long pid, @Nullable String image) implements Target {
        public HostProcess {
            Objects.requireNonNull(host, "a process is on a host");
            if (pid <= 0) {
                throw new IllegalArgumentException("a process has a number above zero");
            }
        }

        /// The name of its program without the path; empty where nobody said it.
        @JsonIgnore
        public String program() {
            return image == null ? "" : lastPart(image);
        }

        @Override
        @JsonProperty
        public String vendor() {
            return host.vendor();
        }

        @Override
        @JsonProperty
        public String id() {
            return host.id() + "#" + pid;
        }

        @Override
        @JsonProperty
        public String name() {
            return "%s (%d) on %s".formatted(image == null ? "process" : image, pid, host.name());
        }
    }

    /// @param path on the host, in the host's own spelling
    /// @param sha256 of its content, lower-case hex; null where nobody said it
    /// @param sha1 the same
    @JsonIgnoreProperties(
            value = {"vendor", "id", "name"},
            allowGetters = true)
    record HostFile(
            Host host,
            String path,
            @Nullable String sha256,
            @Nullable String sha1) implements Target {
        public HostFile {
            Objects.requireNonNull(host, "a file is on a host");
            requireText(path);
            sha256 = sha256 == null ? null : hex(sha256, 64);
            sha1 = sha1 == null ? null : hex(sha1, 40);
        }

        /// The last part of its path.
        @JsonIgnore
        public String fileName() {
            return lastPart(path);
        }

        @Override
        @JsonProperty
        public String vendor() {
            return host.vendor();
        }

        @Override
        @JsonProperty
        public String id() {
            return host.id() + "#" + path;
        }

        @Override
        @JsonProperty
        public String name() {
            return path + " on " + host.name();
        }
    }

    /// A file's hash that a product shall let run nowhere.
    ///
    /// @param type `sha256`, `sha1` or `md5`
    /// @param value lower-case hex
    @JsonIgnoreProperties(
            value = {"id", "name"},
            allowGetters = true)
    record Indicator(String vendor, String type, String value) implements Target {
        public Indicator {
            requireText(vendor, type, value);
            value = hex(
                    value,
                    switch (type) {
                        case "sha256" -> 64;
                        case "sha1" -> 40;
                        case "md5" -> 32;
                        default -> throw new IllegalArgumentException("an indicator is a sha256, sha1 or md5");
                    });
        }

        @Override
        @JsonProperty
        public String id() {
            return type + ":" + value;
        }

        @Override
        @JsonProperty
        public String name() {
            return type + " " + value;
        }
    }

    /// An alert, offense or incident as the product knows it that raised it.
    ///
    /// @param id the product's own, never one that Cordon made of the alert's content
    /// @param name its title
    record SourceAlert(String vendor, String id, String name) implements Target {
        public SourceAlert {
            requireText(vendor, id, name);
        }
    }

    /// Which of the two slashes the host's system uses is not known here.
    private static String lastPart(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    private static String hex(String text, int length) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9a-f]{" + length + "}")) {
            throw new IllegalArgumentException("a hash of %d hexadecimal digits is needed".formatted(length));
        }
        return lower;
    }

    private static void requireText(String... values) {
        for (var value : values) {
            if (Objects.requireNonNull(value, "a target needs all of its names").isBlank()) {
                throw new IllegalArgumentException("a target needs all of its names");
            }
        }
    }
}
