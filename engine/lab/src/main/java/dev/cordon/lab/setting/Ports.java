package dev.cordon.lab.setting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// Which port is where. Everything listens on loopback only.
public final class Ports {
    private final Map<Port, Integer> numbers;

    private Ports(Map<Port, Integer> numbers) {
        this.numbers = numbers;
    }

    /// The usual ports, unless the environment moves them.
    public static Ports from(Map<String, String> environment) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            var wish = environment.get(port.variable);
            numbers.put(port, wish == null ? port.usual : number(port, wish));
        }
        return new Ports(numbers);
    }

    /// Ports nobody listens on now, for tests that run beside a stack. Below the range systems take the near ends of
    /// outgoing connections from, so that a restarted part finds its port free again.
    public static Ports free() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        var candidates = new Random().ints(20_000, 32_000).distinct().iterator();
        for (var port : Port.values()) {
            var number = candidates.nextInt();
            while (!free(number)) {
                number = candidates.nextInt();
            }
            numbers.put(port, number);
        }
        return new Ports(numbers);
    }

    private static boolean free(int number) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int of(Port port) {
        return Objects.requireNonNull(numbers.get(port));
    }

    public String http(Port port) {
        return "http://127.0.0.1:" + of(port);
    }

    /// Throws a [Problem] that names the part and the variable when somebody else listens there.
    public void requireFree(Collection<Port> wanted) {
        for (var port : wanted) {
            if (!free(of(port))) {
                throw new Problem(
                        "Port %d, which %s needs, is taken by another program. Stop that program, or choose another port: %s=%d ./cordon up"
                                .formatted(of(port), port.part, port.variable, of(port) + 1000));
            }
        }
    }

    private static int number(Port port, String wish) {
        try {
            var number = Integer.parseInt(wish);
            if (number > 0 && number < 65536) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Problem("%s must be a port number, not '%s'.".formatted(port.variable, wish), e);
        }
        throw new Problem("%s must be between 1 and 65535, not %s.".formatted(port.variable, wish));
    }
}
