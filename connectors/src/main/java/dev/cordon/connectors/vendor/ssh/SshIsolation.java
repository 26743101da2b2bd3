package dev.cordon.connectors.vendor.ssh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.connectors.line.Line;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// One nftables table of our own that drops everything but the loopback and the SSH port for the management
/// addresses. No other table is read or touched, so that releasing puts back exactly what was there.
///
/// Against locking ourselves out: the table is taken back by the host itself after twenty seconds unless a new
/// connection, made through the isolation, says that it may stay. A restart of the host forgets the table.
final class SshIsolation implements HostIsolation {
    static final String TABLE = "cordon_isolation";
    private static final String CONFIRMED = "/run/cordon-isolation.confirmed";
    private static final Set<String> HOOKS = Set.of("input", "output", "forward");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]+(/[0-9]{1,3})?");

    private final Ssh ssh;
    private final Line line;
    private final Inventory inventory;
    private final List<String> management;

    SshIsolation(Ssh ssh, Line line, Inventory inventory, List<String> management) {
        this.ssh = ssh;
        this.line = line;
        this.inventory = inventory;
        this.management = List.copyOf(management);
        if (!management.stream().allMatch(ADDRESS.asMatchPredicate())) {
            throw new IllegalArgumentException("a management address is an IP address or a network in CIDR form");
        }
    }

    @Override
    public Look.State probe(Target.Host host) {
        var entry = inventory.entry(host);
        var ran = line.read(left -> ssh.run(entry, LOOK, left), Ssh.Ran.class);
        return switch (ran.status()) {
            case 0 -> state(ran.output());
            case 3 -> Look.State.FREE;
            default -> throw sorted(ran.status());
        };
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        var entry = inventory.entry(host);
        line.write(
                ask,
                left -> {
                    ended(ssh.run(entry, isolate(ask.actionId()), left));
                    // a second connection: whoever cannot make it must not keep the host isolated
                    ended(ssh.run(entry, CONFIRM, left));
                    return "";
                },
                String.class);
        return "nftables table inet " + TABLE;
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        var entry = inventory.entry(host);
        line.write(
                ask,
                left -> {
                    ended(ssh.run(entry, RELEASE, left));
                    return "";
                },
                String.class);
        return "nftables table inet " + TABLE + " deleted";
    }

    private static void ended(Ssh.Ran ran) {
        if (ran.status() != 0) {
            throw sorted(ran.status());
        }
    }

    private static VendorException sorted(int status) {
        return switch (status) {
            case 77 -> new VendorException.Misconfigured("the host does not let us run commands as root");
            case 78 -> new VendorException.Misconfigured("the host has no nft command: install nftables");
            case 3 -> new VendorException.Conflict("the host is not isolated by us");
            default -> new VendorException.Refused("command-failed", "the host did not do it (" + status + ")");
        };
    }

    /// Isolated only when every way is shut: a table that somebody has changed is no isolation.
    private static Look.State state(String output) {
        var tree = Json.read(Buffer.buffer(output.getBytes(StandardCharsets.UTF_8)), JsonNode.class);
        Predicate<JsonNode> drops = chain -> "drop".equals(chain.path("policy").asText());
        var shut = StreamSupport.stream(tree.path("nftables").spliterator(), false)
                .map(node -> node.path("chain"))
                .filter(drops)
                .map(chain -> chain.path("hook").asText())
                .collect(Collectors.toSet());
        return shut.equals(HOOKS) ? Look.State.CONTAINED : Look.State.FREE;
    }

    private static final String ROOT = """
            [ "$(id -u)" = 0 ] || exit 77
            command -v nft >/dev/null || exit 78
            """;

    private static final String LOOK = "# cordon: look at isolation\n" + ROOT + """
            nft -j list table inet %s 2>/dev/null || exit 3
            """.formatted(TABLE);

    private static final String CONFIRM = "# cordon: confirm isolation\n" + ROOT + """
            nft list table inet %s >/dev/null 2>&1 || exit 3
            : > %s
            """.formatted(TABLE, CONFIRMED);

    private static final String RELEASE = "# cordon: release\n" + ROOT + """
            nft list table inet %s >/dev/null 2>&1 || exit 3
            nft delete table inet %s || exit 1
            rm -f %s
            """.formatted(TABLE, TABLE, CONFIRMED);

    private String isolate(String actionId) {
        return "# cordon: isolate " + Ssh.quoted(actionId) + "\n" + ROOT
                + """
            case $1 in *:*) from="ip6 saddr $1"; to="ip6 daddr $1" ;; *) from="ip saddr $1"; to="ip daddr $1" ;; esac
            rm -f %2$s
            nft -f - <<CORDON_RULES || exit 1
            add table inet %1$s
            delete table inet %1$s
            table inet %1$s {
                chain input {
                    type filter hook input priority -200; policy drop;
                    iif "lo" accept
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept
                    $from tcp dport $4 accept comment "cordon"
            %3$s
                }
                chain output {
                    type filter hook output priority -200; policy drop;
                    oif "lo" accept
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                    $to tcp sport $4 accept comment "cordon"
            %4$s
                }
                chain forward {
                    type filter hook forward priority -200; policy drop;
                }
            }
            CORDON_RULES
            ( sleep 20; [ -e %2$s ] || nft delete table inet %1$s ) </dev/null >/dev/null 2>&1 &
            """.formatted(TABLE, CONFIRMED, rules("saddr", "dport"), rules("daddr", "sport"));
    }

    private String rules(String address, String port) {
        return management.stream()
                .map(one -> "%s %s %s tcp %s $4 accept".formatted(one.contains(":") ? "ip6" : "ip", address, one, port))
                .collect(Collectors.joining("\n"));
    }
}
