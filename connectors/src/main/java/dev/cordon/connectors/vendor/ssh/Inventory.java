package dev.cordon.connectors.vendor.ssh;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Target;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The hosts an operator listed, read anew at every use so that a change needs no restart:
///
/// ```json
/// [{"id": "web-01", "name": "web-01", "fqdn": "web-01.acme.example", "address": "10.0.0.5", "port": 22, "role":
/// "server"}]
/// ```
final class Inventory {
    private final @Nullable Path file;

    Inventory(@Nullable Path file) {
        this.file = file;
    }

    /// @param id unique; what targets carry
    record Entry(
            String id,
            @Nullable String name,
            @Nullable String fqdn,
            String address,
            @Nullable Integer port,
            @Nullable String role) {
        Entry {
            if (id == null || !id.matches("[0-9A-Za-z._-]{1,128}") || address == null || address.isBlank()) {
                throw new IllegalArgumentException(
                        "a host needs an id of letters, digits, dots and dashes, and an address");
            }
        }

        int portOrUsual() {
            return port == null ? 22 : port;
        }

        boolean called(String query) {
            return query.equalsIgnoreCase(id)
                    || query.equalsIgnoreCase(name)
                    || query.equalsIgnoreCase(fqdn)
                    || query.equals(address);
        }

        Target.Host host(String connector) {
            return new Target.Host(
                    connector,
                    id,
                    name == null || name.isBlank() ? id : name,
                    role == null ? null : role.toLowerCase(Locale.ROOT),
                    List.of(address),
                    null);
        }
    }

    /// @throws VendorException.Misconfigured the file is missing, unreadable, or names one id twice
    List<Entry> all() {
        if (file == null) {
            throw new VendorException.Misconfigured("there is no inventory of hosts");
        }
        try {
            var entries = List.of(Json.read(Buffer.buffer(Files.readAllBytes(file)), Entry[].class));
            var ids = new HashSet<String>();
            if (!entries.stream().allMatch(entry -> ids.add(entry.id().toLowerCase(Locale.ROOT)))) {
                throw new VendorException.Misconfigured("the inventory of hosts names one id twice");
            }
            return entries;
        } catch (IOException e) {
            throw new VendorException.Misconfigured("the inventory of hosts cannot be read");
        } catch (VendorException.Unavailable e) {
            throw new VendorException.Misconfigured("the inventory of hosts is not the JSON list it should be");
        }
    }

    Entry entry(Target.Host host) {
        return all().stream()
                .filter(entry -> entry.id().equals(host.id()))
                .findFirst()
                .orElseThrow(
                        () -> new VendorException.Refused("target-not-found", "this host is not in the inventory"));
    }
}
