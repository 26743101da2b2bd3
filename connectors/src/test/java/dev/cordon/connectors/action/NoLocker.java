package dev.cordon.connectors.action;

import dev.cordon.contract.Evidence;
import java.io.File;
import org.jspecify.annotations.Nullable;

/// For what must store nothing.
final class NoLocker implements Locker {
    @Override
    public Evidence store(
            String actionId,
            String name,
            String mediaType,
            String token,
            @Nullable String vendorSha256,
            @Nullable String contentSha256,
            @Nullable String password,
            @Nullable String reference,
            @Nullable String path,
            File content) {
        throw new AssertionError("nothing was to be stored");
    }
}
