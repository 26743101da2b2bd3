package dev.cordon.engine.access;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Where to go after the login: a path of this server and nothing else.
final class LocalPath {
    private LocalPath() {}

    /// The path itself, or `/` for everything that a browser could take for another place.
    static String of(@Nullable String wish) {
        if (wish == null || !wish.startsWith("/") || wish.startsWith("//") || wish.indexOf('\\') >= 0) {
            return "/";
        }
        try {
            var uri = new URI(wish).normalize();
            var path = uri.toString();
            var isElsewhere = uri.isAbsolute() || uri.getRawAuthority() != null || path.startsWith("//");
            return isElsewhere || path.contains("/../") || path.endsWith("/..") ? "/" : path;
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
