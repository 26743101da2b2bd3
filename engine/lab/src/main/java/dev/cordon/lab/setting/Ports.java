package dev.cordon.lab.setting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

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

    /// Ports nobody listens on now, for tests that run beside a stack.
    public static Ports free() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        var held = new ArrayList<ServerSocket>();
        try {
            for (var port : Port.values()) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                numbers.put(port, socket.getLocalPort());
            }
            for (var socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ports(numbers);
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
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), of(port)));
            } catch (IOException e) {
                throw new Problem(
                        "Port %d, which %s needs, is taken by another program. Stop that program, or choose another port: %s=%d ./cordon up"
                                .formatted(of(port), port.part, port.variable, of(port) + 1000),
                        e);
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
