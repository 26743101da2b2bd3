package dev.cordon.engine.alert.source.auth;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A CIDR range of addresses, or a single one.
public final class AddressRange {
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");
    private static final int NETWORK_OF_ONE_V6_HOLDER = 64;

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /// `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`; empty for everything else, a host's name included.
    public static Optional<AddressRange> of(String text) {
        var parts = text.strip().split("/", 2);
        var network = octets(parts[0]);
        if (network == null || (parts.length == 2 && !BITS.matcher(parts[1]).matches())) {
            return Optional.empty();
        }
        var bits = parts.length == 2 ? Integer.parseInt(parts[1]) : network.length * 8;
        return bits <= network.length * 8
                ? Optional.of(new AddressRange(masked(network, bits), bits))
                : Optional.empty();
    }

    boolean holds(String address) {
        var octets = octets(address);
        return octets != null && octets.length == network.length && Arrays.equals(masked(octets, bits), network);
    }

    /// Whom to count an address for: one holder has a whole /64 of IPv6.
    static String holder(String address) {
        var octets = octets(address);
        if (octets == null || octets.length == 4) {
            return address;
        }
        return HexFormat.of().formatHex(masked(octets, NETWORK_OF_ONE_V6_HOLDER));
    }

    private static byte @Nullable [] octets(String address) {
        var zone = address.indexOf('%');
        return NetUtil.createByteArrayFromIpAddressString(zone < 0 ? address : address.substring(0, zone));
    }

    private static byte[] masked(byte[] octets, int bits) {
        var masked = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            var kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] = (byte) (octets[i] & (0xFF << (8 - kept)));
        }
        return masked;
    }
}
