package dev.cordon.connectors.vendor.elastic;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One response action from its request to its end. Once it was asked, it is followed by its own record, because what
/// the host reports may be minutes old.
abstract class EndpointOrder implements Effect {
    private final Kibana kibana;
    private final Target.Host host;
    private final Look.State goal;
    private @Nullable String id;
    private @Nullable Ask unanswered;
    private boolean doubtful;
    private boolean lost;

    EndpointOrder(Kibana kibana, Target.Host host, Look.State goal) {
        this.kibana = kibana;
        this.host = host;
        this.goal = goal;
    }

    /// How it is, as far as it can be seen without an action.
    abstract Look.State before();

    /// How it is after the endpoint said that it was done.
    abstract Look.State after();

    abstract EndpointAction send(Ask ask);

    /// What was sent for this ask although no answer came.
    abstract Optional<EndpointAction> sent(Ask ask);

    @Override
    public Look.State goal() {
        return goal;
    }

    @Override
    public void resume(String receipt) {
        id = EndpointAction.idIn(receipt).orElse(null);
        doubtful = id == null;
    }

    @Override
    public Look.State look() {
        if (lost) {
            throw unknown();
        }
        if (id == null && unanswered != null) {
            sent(unanswered).ifPresent(action -> id = action.id());
        }
        if (id == null) {
            return before();
        }
        return switch (kibana.action(id, host).stage()) {
            case PENDING -> coming();
            case SUCCEEDED -> after();
            case FAILED -> failed();
        };
    }

    @Override
    public String ask(Ask ask) {
        unanswered = ask;
        var action = send(ask);
        id = action.id();
        return action.receipt();
    }

    /// Whether somebody may have sent it before without having heard of it.
    boolean doubtful() {
        return doubtful;
    }

    /// It may have been sent, is not to be found, and must not be sent twice.
    VendorException givenUp() {
        lost = true;
        return unknown();
    }

    private static VendorException unknown() {
        return new VendorException.Refused("outcome-unknown", "the answer to the request was lost");
    }

    Look.State coming() {
        return goal == Look.State.CONTAINED ? Look.State.CONTAINING : Look.State.FREEING;
    }

    private Look.State failed() {
        if (before() == goal) {
            return goal;
        }
        throw new VendorException.Refused("failed-on-host", "the endpoint said that it could not do it");
    }
}
