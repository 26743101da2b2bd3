package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Payloads at their limits and beyond: what is added is a field that nobody knows.
final class Extreme {
    static final int LARGEST = 1024 * 1024;

    private static final String NAME = "zz_extreme";
    private static final int ROOM = LARGEST - 20_000;

    private Extreme() {}

    static byte[] deepest(ObjectNode root, Chance chance) {
        return with(root, nested(31, chance));
    }

    static byte[] tooDeep(ObjectNode root, Chance chance) {
        return with(root, nested(chance.between(32, 64), chance));
    }

    /// As deep as there is room, closed or not.
    static byte[] abyss(ObjectNode root, Chance chance) {
        var opening = chance.pick(List.of("[", "{\"a\":", "[{\"a\":"));
        var levels = chance.between(1000, ROOM / opening.length() / 4);
        var closing = opening.equals("[") ? "]" : opening.equals("[{\"a\":") ? "}]" : "}";
        return with(root, opening.repeat(levels) + (chance.once(2) ? "1" + closing.repeat(levels) : ""));
    }

    static byte[] manyFields(ObjectNode root, Chance chance) {
        var text = new StringBuilder("{\"f\":0");
        for (var i = chance.between(100, 40_000); i > 0; i--) {
            text.append(",\"f").append(i).append("\":").append(i % 10);
        }
        return with(root, text.append('}').toString());
    }

    static byte[] longList(ObjectNode root, Chance chance) {
        return with(root, "[0" + ",1".repeat(chance.between(100, ROOM / 2)) + "]");
    }

    /// Small to send and large to hold: each pair of brackets becomes an object in the receiver's memory.
    static byte[] heavy(ObjectNode root, Chance chance) {
        var unit = chance.pick(List.of(",[]", ",{}", ",\"\"", ",[0]", ",{\"\":0}"));
        return with(root, "[0" + unit.repeat(ROOM / unit.length()) + "]");
    }

    static byte[] longNumber(ObjectNode root, Chance chance) {
        return with(root, number(chance.between(110, 5000), chance));
    }

    static byte[] numberAtLimit(ObjectNode root, Chance chance) {
        return with(root, number(chance.between(60, 90), chance));
    }

    static byte[] longName(ObjectNode root, Chance chance) {
        return with(root, "{\"" + "n".repeat(chance.between(1100, 50_000)) + "\":1}");
    }

    static byte[] duplicateKey(ObjectNode root, Chance chance) {
        var twice = chance.pick(List.of(
                "{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":3}", "{\"\":1,\"\":2}", "[{\"a\":{},\"a\":[]}]"));
        return with(root, twice);
    }

    static byte[] large(ObjectNode root, Chance chance) {
        return filledUp(root, chance.once(2) ? LARGEST : chance.between(LARGEST / 4, LARGEST), chance);
    }

    static byte[] tooLarge(ObjectNode root, Chance chance) {
        return filledUp(root, LARGEST + (chance.once(3) ? 1 : chance.between(1, LARGEST)), chance);
    }

    private static byte[] filledUp(ObjectNode root, int size, Chance chance) {
        var frame = with(root, "\"\"").length;
        return with(root, '"' + chance.pick(List.of("x", "7", " ", "/")).repeat(size - frame) + '"');
    }

    private static String number(int digits, Chance chance) {
        return switch (chance.below(3)) {
            case 0 -> "9".repeat(digits);
            case 1 -> "-0." + "3".repeat(digits - 3);
            default -> "1" + "0".repeat(digits - 5) + "e999";
        };
    }

    private static String nested(int levels, Chance chance) {
        var text = new StringBuilder();
        var closing = new StringBuilder();
        for (var i = 0; i < levels; i++) {
            var list = chance.once(2);
            text.append(list ? "[" : "{\"a\":");
            closing.insert(0, list ? ']' : '}');
        }
        return text.append("0").append(closing).toString();
    }

    private static byte[] with(ObjectNode root, String written) {
        root.set(NAME, Scribe.raw(written));
        return Scribe.plain(root);
    }
}
