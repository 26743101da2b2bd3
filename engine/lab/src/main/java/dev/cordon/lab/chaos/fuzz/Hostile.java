package dev.cordon.lab.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/// Values that have broken programs before.
final class Hostile {
    /// As they stand in JSON; each is well-formed and within the limits.
    private static final List<String> WRITTEN = """
            null
            true
            0
            -0
            -1
            1e308
            1e309
            -1e400
            1e-400
            1E+99
            0.1e-99999
            1e2147483648
            2147483648
            -2147483649
            9223372036854775808
            -9223372036854775809
            18446744073709551616
            9999999999999
            253402300800000
            -62135596800001
            0.30000000000000004
            123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890
            ""
            " "
            "\\u0000"
            "a\\u0000b"
            "\\ud800"
            "\\udc00\\ud800"
            "x\\udfff"
            "\\ud83d\\ude00"
            "\\u202e\\u2066"
            "\\ufeff"
            "\\uffff\\ufffe"
            "\\u0085\\u2028\\u2029"
            "\\u001b[31m\\u0007\\b\\f"
            "\\r\\nSet-Cookie: a=b"
            []
            {}
            [[]]
            [null]
            [null, 1, "a", {}, []]
            {"": ""}
            {"": {"": {"": []}}}
            {"$ref": "#"}
            {"@type": "java.lang.Runtime"}
            ["java.net.URL", "http://127.0.0.1/"]
            """.lines().toList();

    private static final List<String> TEXTS = """
            -1
            NaN
            Infinity
            1e999999999
            0x7fffffff
            99999999999999999999
            1,5
            ١٢٣
            null
            undefined
            true
            9999-12-31T23:59:60Z
            -999999999-01-01T00:00:00Z
            +999999999-12-31T23:59:59.999999999+18:00
            2026-02-30T25:61:61Z
            2026-11-20T10:00:00+99:99
            1763632800.99999999999999999999
            253402300800
            https://a@b:c@d/
            http://[::1
            http://
            https://example.com:99999/
            javascript:alert(1)
            file:///etc/passwd
            //evil.example
            https://exämple.example/%zz
            256.256.256.256
            fe80::1%eth0
            ::ffff:1.2.3.4
            1.2.3.4/33
            a@b@c
            ' or 1=1; drop table alert; --
            $1 ? :name @p
            ${jndi:ldap://127.0.0.1/a}
            #{7*7}
            {{constructor}}
            $result.user$
            %s%n%x%99999d
            {0}{}{1}
            =cmd|' /C calc'!A0
            <script>alert(1)</script>
            ../../../../etc/passwd
            C:\\Windows\\..\\con
            CEF:0|||||||
            CEF:0|a|b|c|d|e|f|=== = a=b\\
            T1486
            T1110.999
            t1110
            İıſK
            e͎̜̥̫̘̫͖̲̦͚̼
            """.lines().toList();

    private Hostile() {}

    static JsonNode value(Chance chance) {
        if (chance.once(3)) {
            return Scribe.raw(chance.pick(WRITTEN));
        }
        if (chance.once(8)) {
            return TextNode.valueOf(chance.pick(List.of("a", "\u00e4", "\ud83d\ude00", " ", "9", "{", "%", "a.", "-"))
                    .repeat(chance.between(300, 9000)));
        }
        var text = chance.pick(TEXTS);
        return chance.once(6)
                ? JsonNodeFactory.instance.arrayNode().add(text).add(text + text)
                : TextNode.valueOf(text);
    }

    /// A tree that means nothing to anybody: what a product's next version might add.
    static JsonNode harmless(Chance chance, int depth) {
        return switch (chance.below(depth > 0 ? 8 : 5)) {
            case 0 -> JsonNodeFactory.instance.numberNode(chance.below(1_000_000));
            case 1 -> JsonNodeFactory.instance.booleanNode(chance.once(2));
            case 2 -> JsonNodeFactory.instance.nullNode();
            case 3 -> TextNode.valueOf(chance.pick(TEXTS));
            case 4 -> Scribe.raw(chance.pick(WRITTEN));
            case 5, 6 -> {
                var object = JsonNodeFactory.instance.objectNode();
                for (var i = chance.below(5); i > 0; i--) {
                    object.set("k" + i, harmless(chance, depth - 1));
                }
                yield object;
            }
            default -> {
                var array = JsonNodeFactory.instance.arrayNode();
                for (var i = chance.below(5); i > 0; i--) {
                    array.add(harmless(chance, depth - 1));
                }
                yield array;
            }
        };
    }
}
