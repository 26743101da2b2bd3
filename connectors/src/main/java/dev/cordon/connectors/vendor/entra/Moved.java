package dev.cordon.connectors.vendor.entra;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is seen by a time in the account that moves. Where it stood before stands in the receipt, so that whoever
/// continues knows an old time from a new one.
abstract class Moved implements Effect {
    private static final String WAS = ", was ";

    private final Entra entra;
    private final Target.Account account;
    private final Function<User, Instant> time;
    private @Nullable Instant before;
    private boolean asked;

    Moved(Entra entra, Target.Account account, Function<User, Instant> time) {
        this.entra = entra;
        this.account = account;
        this.time = time;
    }

    /// Refuses whom it must not happen to.
    abstract void guard(User user);

    /// @return what was done, for the receipt
    abstract String send(Target.Account account, Ask ask);

    @Override
    public final Look.State goal() {
        return Look.State.CONTAINED;
    }

    @Override
    public final void resume(String receipt) {
        var at = receipt.lastIndexOf(WAS);
        try {
            if (at >= 0) {
                before = Instant.parse(receipt.substring(at + WAS.length()));
                asked = true;
            }
        } catch (DateTimeException e) {
            throw new VendorException.Unavailable("the receipt of the earlier request cannot be read");
        }
    }

    @Override
    public final Look.State look() {
        var now = time.apply(entra.user(account));
        if (before == null) {
            before = now;
        }
        return asked && now.isAfter(before) ? Look.State.CONTAINED : Look.State.FREE;
    }

    @Override
    public final String ask(Ask ask) {
        var user = entra.user(account);
        guard(user);
        var was = before == null ? time.apply(user) : before;
        before = was;
        asked = true;
        return send(account, ask) + WAS + was;
    }
}
