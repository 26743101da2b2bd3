package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import dev.cordon.connectors.capability.VendorException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The servers of one directory. They tell each other what was changed, but not at once: what was changed on one is
/// looked at on that one.
final class Controllers {
    private static final Duration APART = Duration.ofMinutes(15);

    private final List<Controller> all;
    private final Map<String, Change> changes = new ConcurrentHashMap<>();

    Controllers(List<Controller> all) {
        this.all = all;
    }

    private record Change(Controller at, long when) {
        boolean recent() {
            return System.nanoTime() - when < APART.toNanos();
        }
    }

    /// Something said to one of them.
    @FunctionalInterface
    interface Talk<T> {
        T with(Controller at, LDAPConnection connection) throws LDAPException;
    }

    List<Controller> all() {
        return all;
    }

    /// Asks the first that can be reached; about an account that was changed on one of them, that one only.
    <T> T ask(String id, Supplier<Duration> left, Talk<T> talk) {
        var changed = changedAt(id);
        var last = new VendorException.Unavailable("no server of the directory is named");
        for (var controller : changed == null ? inOrder() : List.of(changed)) {
            try {
                return controller.talk(left, connection -> talk.with(controller, connection));
            } catch (NotReached e) {
                last = e.why();
            }
        }
        throw last;
    }

    void changed(String id, Controller at) {
        changes.values().removeIf(change -> !change.recent());
        changes.put(id, new Change(at, System.nanoTime()));
    }

    void changed(String id, String at) {
        all.stream()
                .filter(controller -> controller.toString().equals(at))
                .findFirst()
                .ifPresent(controller -> changed(id, controller));
    }

    private @Nullable Controller changedAt(String id) {
        var change = changes.get(id);
        return change != null && change.recent() ? change.at : null;
    }

    private List<Controller> inOrder() {
        return all.stream().sorted(Comparator.comparing(Controller::spared)).toList();
    }
}
