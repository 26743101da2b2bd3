package dev.cordon.recorder;

import java.util.List;

/// Lines in the order of their positions; empty: a heartbeat.
record Batch(List<Line> lines) {
    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    long lastPosition() {
        return lines.getLast().position();
    }

    byte[] body() {
        var body = new byte[lines.stream().mapToInt(line -> line.json().length).sum()];
        var at = 0;
        for (var line : lines) {
            System.arraycopy(line.json(), 0, body, at, line.json().length);
            at += line.json().length;
        }
        return body;
    }
}
