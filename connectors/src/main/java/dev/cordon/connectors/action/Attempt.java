package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Look;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Pause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One claim, from the first look to the outcome or to giving it back.
///
/// It asks at most once, only after a look of its own said NOT_SO, and only while enough of the lease is left.
final class Attempt {
    private static final int KEPT_LOOKS = 20;

    private final Intent intent;
    private final Effect effect;
    private final Held held;
    private final Runner by;
    private final @Nullable Patience patience;
    private final Books books;
    private final Pace pace;
    private final Time time;
    private final Watch watch;

    private final List<Look> looks = new ArrayList<>();
    private Sent sent = Sent.NOT;
    private String receipt = "";
    private VendorException.@Nullable Refused refusal;

    /// @param patience null: a person has to see to a product that is away for too long
    Attempt(Intent intent, Effect effect, Held held, Runner by, @Nullable Patience patience) {
        this.intent = intent;
        this.effect = effect;
        this.held = held;
        this.by = by;
        this.patience = patience;
        this.books = by.books;
        this.pace = by.pace;
        this.time = by.time;
        this.watch = new Watch(intent, held, by);
    }

    Answer run() {
        if (held.receipt() != null) {
            receipt = held.receipt();
        }
        if (held.asked() || held.interrupted()) {
            effect.resume(receipt);
        }
        watch.begin(pace.window());
        while (true) {
            Seen seen;
            try {
                seen = look();
            } catch (VendorException.Unavailable e) {
                if (!looks.isEmpty() && watch.goesOn(held.asked() && sent == Sent.NOT)) {
                    continue;
                }
                return giveBack(e.why(), e);
            } catch (VendorException e) {
                return unseeable(e);
            }
            if (seen == Seen.SO) {
                return settle(so());
            }
            if (refusal != null && seen != Seen.COMING) {
                return settle(new Outcome.Refused(refusal.code(), refusal.why()));
            }
            if (seen == Seen.NOT_SO && sent == Sent.NOT) {
                if (held.asked() && past()) {
                    return settle(new Outcome.Unverified(unseen()));
                }
                if (time.nanos() + pace.write().toNanos() > held.latest(pace)) {
                    return giveBack("too little of the lease was left to ask", null);
                }
                try {
                    ask();
                } catch (VendorException.Misconfigured e) {
                    return block(e.why());
                }
                continue;
            }
            if (!watch.goesOn(held.asked() && sent == Sent.NOT)) {
                return giveBack("waiting for the effect to show: " + seen.words, null);
            }
        }
    }

    private Seen look() {
        var state = effect.look();
        if (looks.size() == KEPT_LOOKS) {
            looks.remove(KEPT_LOOKS / 2);
        }
        looks.add(new Look(time.now(), state));
        return Seen.of(state, effect.goal());
    }

    private void ask() {
        sent = Sent.UNANSWERED;
        var whole = pace.doubtWindow();
        try {
            receipt = effect.ask(new Ask(intent.actionId(), held.latest(pace), time::nanos));
            sent = Sent.ACCEPTED;
            whole = pace.window();
        } catch (VendorException.Unavailable e) {
            // Neither a failure nor a success: the next look tells.
        } catch (VendorException.Conflict e) {
            sent = Sent.TURNED_AWAY;
        } catch (VendorException.Refused e) {
            sent = Sent.TURNED_AWAY;
            refusal = e;
        }
        watch.begin(whole);
    }

    /// Whose work it is decides whether it is ours to undo.
    ///
    /// A claim in doubt answers Done whatever its predecessors reported: one may have died between
    /// sending and saying so, and a containment wrongly taken for another's would never be lifted. The
    /// price: if somebody else contained the target in that moment, it counts as ours. It stands in the
    /// register, and its release is still decided.
    private Outcome so() {
        if (sent == Sent.ACCEPTED) {
            return new Outcome.Done(receipt);
        }
        if (sent == Sent.UNANSWERED) {
            return new Outcome.Done("the request had no answer, its effect was seen");
        }
        if (held.asked()) {
            return new Outcome.Done(receipt.isEmpty() ? "asked earlier, seen now" : receipt);
        }
        if (held.interrupted() || (held.doubt() && undoable())) {
            return new Outcome.Done("found so after an interrupted attempt");
        }
        return new Outcome.AlreadySo();
    }

    /// What nobody will ever undo need not be ours: it is said as it was reported.
    private boolean undoable() {
        return intent.action().effect() != JobType.Effect.RECORDS;
    }

    private Answer unseeable(VendorException e) {
        if (e instanceof VendorException.Refused refused) {
            return sent == Sent.NOT && !held.asked() && !held.interrupted()
                    ? settle(new Outcome.Refused(refused.code(), refused.why()))
                    : settle(new Outcome.Unverified("asked, and can no longer be looked at: " + refused.why()));
        }
        return block(e.why());
    }

    /// With the vendor's own reference, where it gave one: what it has queued is watched for by it.
    private String unseen() {
        return "asked earlier, not seen to happen" + (receipt.isEmpty() ? "" : " (" + receipt + ")");
    }

    private Answer giveBack(String why, VendorException.@Nullable Unavailable cause) {
        // What this claim has just asked for gets at least one more delivery to show.
        if (sent != Sent.NOT || !exhausted(cause != null)) {
            return later(why, cause);
        }
        if (held.asked()) {
            return overdue(why);
        }
        return patience == null
                ? block("nothing was asked before the deadline: " + why)
                : settle(patience.givenUp(held.interrupted(), why));
    }

    /// @param away it could not be looked at
    private boolean exhausted(boolean away) {
        if (patience == null || (held.asked() && !away)) {
            return past();
        }
        return patience.over(time.now());
    }

    private Answer later(String why, VendorException.@Nullable Unavailable cause) {
        var least = by.rota.away(intent, held);
        var wished = cause == null ? least : cause.retryAfter().orElse(least);
        var wait = wished.compareTo(least) > 0 ? wished : least;
        Pause.Waits waits = null;
        if (patience != null && cause != null) {
            var now = time.now();
            wait = patience.pause(held.attempt(), wait, now);
            waits = patience.news(why, wait, now);
        }
        pause(waits);
        return new Answer.Later(wait, why);
    }

    private void pause(Pause.@Nullable Waits waits) {
        var reference = receipt.isEmpty() ? null : receipt;
        books.pause(intent.actionId(), new Pause(held.token(), sent != Sent.NOT, reference, looks, waits));
    }

    /// Still on its way when its deadline is over: it may arrive days later, unless somebody wants it taken back.
    private Answer overdue(String why) {
        if (!pace.withdraws(intent.action())) {
            return settle(new Outcome.Unverified(unseen() + ": " + why));
        }
        Seen seen;
        try {
            seen = look();
        } catch (VendorException.Unavailable e) {
            return settle(new Outcome.Unverified(unseen() + ": " + e.why() + "; not taken back"));
        } catch (VendorException e) {
            return unseeable(e);
        }
        return switch (seen) {
            case SO -> settle(so());
            case NOT_SO, GOING -> settle(new Outcome.Unverified(unseen() + ": " + seen.words));
            case COMING ->
                time.nanos() + pace.write().toNanos() > held.latest(pace)
                        ? later("too little of the lease was left to take it back", null)
                        : takenBack();
        };
    }

    private Answer takenBack() {
        var withdrawal = Withdrawal.of(effect, new Ask(intent.actionId(), held.latest(pace), time::nanos));
        var said = withdrawal.said();
        try {
            var seen = look();
            if (seen == Seen.SO && withdrawal.stands()) {
                return settle(so());
            }
            said = withdrawal.said(seen);
        } catch (VendorException e) {
            // it would only have been for the record
        }
        return settle(new Outcome.Unverified(unseen() + ": " + said));
    }

    private Answer block(String why) {
        pause(null);
        return new Answer.Blocked(why);
    }

    private Answer settle(Outcome outcome) {
        return books.settle(intent.actionId(), held, outcome, looks);
    }

    private boolean past() {
        return by.rota.past(intent, held);
    }
}
