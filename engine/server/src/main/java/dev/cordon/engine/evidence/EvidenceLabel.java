package dev.cordon.engine.evidence;

import dev.cordon.engine.Text;
import dev.cordon.engine.problem.Problem;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the sender says of a file. The name is data, it names nothing on our disk.
record EvidenceLabel(
        String name, String mediaType, @Nullable String vendorSha256) {
    private static final int LONGEST_NAME = 1000;
    private static final String UNKNOWN = "application/octet-stream";
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    static EvidenceLabel of(@Nullable String name, @Nullable String mediaType, @Nullable String vendorSha256) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Problem(400, "invalid", "A name of 1 to %d characters is needed".formatted(LONGEST_NAME));
        }
        var type = mediaType == null ? UNKNOWN : mediaType.toLowerCase(Locale.ROOT);
        var hash = vendorSha256 == null ? null : vendorSha256.toLowerCase(Locale.ROOT);
        if (hash != null && !SHA256.matcher(hash).matches()) {
            throw new Problem(400, "invalid", "The product's hash must be 64 hexadecimal digits");
        }
        return new EvidenceLabel(Text.clean(name), MEDIA_TYPE.matcher(type).matches() ? type : UNKNOWN, hash);
    }

    static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
