package dev.cordon.lab.chaos.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Changes bytes, whatever they mean.
final class ByteChange {
    /// Never UTF-8: a lone continuation, overlong forms, a surrogate, beyond Unicode, cut off, never used.
    private static final List<byte[]> NO_UTF8 = List.of(
            bytes(0x80),
            bytes(0xC0, 0x80),
            bytes(0xC1, 0xBF),
            bytes(0xE0, 0x80, 0xAF),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xED, 0xB0, 0x80),
            bytes(0xF0, 0x80, 0x80, 0x80),
            bytes(0xF4, 0x90, 0x80, 0x80),
            bytes(0xF8, 0x88, 0x80, 0x80, 0x80),
            bytes(0xE2, 0x82),
            bytes(0xFE),
            bytes(0xFF));

    /// What some parsers take and RFC 8259 does not.
    private static final List<String> LAX = """
            {'id': 'a'}
            {id: 1}
            {"id": 01}
            {"id": +1}
            {"id": .5}
            {"id": 1.}
            {"id": 0x10}
            {"id": NaN}
            {"id": -Infinity}
            {"id": 1,}
            [1, 2,]
            [1 2]
            {"id": 1} // a remark
            /* a remark */ {"id": 1}
            # a remark
            {"id": "a" "b"}
            {"id": tru}
            {"id": True}
            {"id": "\\x41"}
            {"id": "\\u12"}
            {"id": "\\'"}
            {"id" 1}
            {"id":: 1}
            {,}
            {"id": undefined}
            ["a":1]
            )]}',{"id": 1}
            {"id": 1}}
            {"id": 1}{"id": 2}
            "
            -
            --1
            1e
            []]
            <?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>
            id: 1
            id=1&title=a
            """.lines().toList();

    private ByteChange() {}

    static byte[] flipped(byte[] body, Chance chance) {
        var changed = body.clone();
        for (var times = chance.between(1, 8); times > 0; times--) {
            changed[chance.below(changed.length)] ^= (byte) (1 << chance.below(8));
        }
        return changed;
    }

    static byte[] deleted(byte[] body, Chance chance) {
        var from = chance.below(body.length);
        var to = Math.min(body.length, from + chance.between(1, 40));
        return joined(Arrays.copyOf(body, from), Arrays.copyOfRange(body, to, body.length));
    }

    static byte[] inserted(byte[] body, Chance chance) {
        return with(body, chance.bytes(chance.between(1, 12)), chance);
    }

    static byte[] truncated(byte[] body, Chance chance) {
        return Arrays.copyOf(body, chance.below(body.length));
    }

    static byte[] trailing(byte[] body, Chance chance) {
        return joined(body, chance.once(2) ? body : chance.bytes(chance.between(1, 30)));
    }

    static byte[] repeatedPart(byte[] body, Chance chance) {
        var from = chance.below(body.length);
        return with(body, Arrays.copyOfRange(body, from, Math.min(body.length, from + chance.between(1, 200))), chance);
    }

    static byte[] notUtf8(byte[] body, Chance chance) {
        return with(body, chance.pick(NO_UTF8), chance);
    }

    static byte[] controls(byte[] body, Chance chance) {
        return with(body, bytes(chance.below(32)), chance);
    }

    static byte[] otherEncoding(byte[] body, Chance chance) {
        var encoding = chance.pick(List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "IBM1047"));
        return new String(body, StandardCharsets.UTF_8).getBytes(Charset.forName(encoding));
    }

    static byte[] marked(byte[] body) {
        return joined(bytes(0xEF, 0xBB, 0xBF), body);
    }

    static byte[] lax(Chance chance) {
        return chance.pick(LAX).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] blank(Chance chance) {
        return chance.pick(List.of("", " ", "\n", "\r\n\t ", "\u0000", "\uFEFF", "\u00a0"))
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] with(byte[] body, byte[] more, Chance chance) {
        var at = chance.below(body.length + 1);
        return joined(joined(Arrays.copyOf(body, at), more), Arrays.copyOfRange(body, at, body.length));
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
