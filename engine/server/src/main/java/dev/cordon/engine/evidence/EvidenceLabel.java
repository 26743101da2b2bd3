package dev.cordon.engine.evidence;

import dev.cordon.engine.Text;
import dev.cordon.engine.problem.Problem;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the sender says of a file. All of it is data: it names nothing on our disk and is believed by nobody.
record EvidenceLabel(
        String name,
        String mediaType,
        @Nullable String vendorSha256,
        @Nullable String contentSha256,
        @Nullable String archivePassword,
        @Nullable String vendorReference,
        @Nullable String originalPath,
        @Nullable String comment) {
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_TEXT = 4000;
    private static final String UNKNOWN = "application/octet-stream";
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    static EvidenceLabel of(@Nullable String name, @Nullable String mediaType, EvidenceHeaders said) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Problem(400, "invalid", "A name of 1 to %d characters is needed".formatted(LONGEST_NAME));
        }
        var type = mediaType == null ? UNKNOWN : mediaType.toLowerCase(Locale.ROOT);
        return new EvidenceLabel(
                Text.clean(name),
                MEDIA_TYPE.matcher(type).matches() ? type : UNKNOWN,
                hash(said.vendorSha256()),
                hash(said.contentSha256()),
                text(said.archivePassword()),
                text(said.vendorReference()),
                text(said.originalPath()),
                text(said.comment()));
    }

    static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String hash(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        var hash = header.strip().toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(hash).matches()) {
            throw new Problem(400, "invalid", "The product's hash must be 64 hexadecimal digits");
        }
        return hash;
    }

    private static @Nullable String text(@Nullable String header) {
        var text = Percent.decoded(header);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_TEXT) {
            throw new Problem(400, "invalid", "A header has more than %d characters".formatted(LONGEST_TEXT));
        }
        return Text.clean(text);
    }
}
