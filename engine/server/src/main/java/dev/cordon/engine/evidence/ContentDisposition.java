package dev.cordon.engine.evidence;

import java.nio.charset.StandardCharsets;

/// `Content-Disposition: attachment` for a name that may be anything (RFC 6266, RFC 8187).
final class ContentDisposition {
    private static final String UNESCAPED = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    static String attachment(String name) {
        return "attachment; filename=\"" + plain(name) + "\"; filename*=UTF-8''" + extended(name);
    }

    /// For old browsers: only what is a safe file name everywhere.
    private static String plain(String name) {
        var plain = new StringBuilder();
        lastSegment(name).codePoints().limit(100).forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
        return plain.isEmpty() || plain.charAt(0) == '.' ? "_" + plain : plain.toString();
    }

    private static String extended(String name) {
        var extended = new StringBuilder();
        for (var octet : lastSegment(name).getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (octet & 0xFF);
            if (isAlphanumeric(c) || UNESCAPED.indexOf(c) >= 0) {
                extended.append(c);
            } else {
                extended.append("%%%02X".formatted((int) c));
            }
        }
        return extended.toString();
    }

    /// Products give whole paths, of Windows and of others.
    private static String lastSegment(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isEmpty() ? "evidence" : last;
    }

    private static boolean isPlain(int c) {
        return isAlphanumeric(c) || c == '.' || c == '-' || c == '_' || c == ' ';
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
