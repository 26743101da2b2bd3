package dev.cordon.engine.evidence;

/// `Content-Disposition: attachment` for a name that may be anything (RFC 6266, RFC 8187).
final class ContentDisposition {
    private ContentDisposition() {}

    static String attachment(String name) {
        return "attachment; filename=\"" + plain(name) + "\"; filename*=UTF-8''" + Percent.encoded(lastSegment(name));
    }

    /// For old browsers: only what is a safe file name everywhere.
    private static String plain(String name) {
        var plain = new StringBuilder();
        lastSegment(name).codePoints().limit(100).forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
        return plain.isEmpty() || plain.charAt(0) == '.' ? "_" + plain : plain.toString();
    }

    /// Products give whole paths, of Windows and of others.
    private static String lastSegment(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return last.isEmpty() ? "evidence" : last;
    }

    private static boolean isPlain(int c) {
        return Percent.isAlphanumeric(c) || c == '.' || c == '-' || c == '_' || c == ' ';
    }
}
