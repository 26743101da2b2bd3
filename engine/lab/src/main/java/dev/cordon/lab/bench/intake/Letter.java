package dev.cordon.lab.bench.intake;

import dev.cordon.lab.bench.Connection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A request that is ready but for some digits. Writing out every alert would cost the sender more than sending it.
final class Letter {
    /// Where an alert's number goes. Each alert of a batch begins with its own.
    static final String NUMBER = "@@@@@@@@@@";
    /// Where its host's number goes.
    static final String HOST = "~~~~";

    static final int HOSTS = 2_000;

    private static final Pattern HOLES = Pattern.compile(NUMBER + "|" + HOST);

    /// @param alert which one of a batch, from 0
    private record Hole(int at, int width, int alert) {}

    private final byte[] draft;
    private final List<Hole> holes = new ArrayList<>();
    private final int alerts;

    /// @param body of nothing but ASCII
    Letter(URI address, String authorization, String body) {
        draft = Connection.post(address, authorization, body.getBytes(StandardCharsets.US_ASCII));
        var found = HOLES.matcher(new String(draft, StandardCharsets.ISO_8859_1));
        var numbers = 0;
        while (found.find()) {
            numbers += found.group().equals(NUMBER) ? 1 : 0;
            holes.add(new Hole(found.start(), found.group().length(), numbers - 1));
        }
        alerts = numbers;
    }

    /// How many it carries.
    int alerts() {
        return alerts;
    }

    /// The request, the `number`th of its kind. Always the same for one number.
    byte[] written(long number) {
        var request = draft.clone();
        for (var hole : holes) {
            var alert = number * alerts + hole.alert();
            put(request, hole, hole.width() == HOST.length() ? host(alert) : alert);
        }
        return request;
    }

    /// Spread, so that neighbours in time are of different hosts.
    static long host(long alert) {
        return alert * 7919 % HOSTS;
    }

    private static void put(byte[] request, Hole hole, long value) {
        var rest = value;
        for (var at = hole.at() + hole.width() - 1; at >= hole.at(); at--) {
            request[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
