package dev.cordon.connectors.capability;

import dev.cordon.contract.Look;
import dev.cordon.contract.Target;

/// Takes one kind of target out of circulation, and puts it back.
public interface Containment<T extends Target> {

    Look.State probe(T target);

    /// @return the vendor's reference for the change
    String apply(T target, Ask ask);

    /// @return the vendor's reference for the change
    String revert(T target, Ask ask);

    /// Whether [#revert] takes back a containment that is still on its way. A release does not wait for it to arrive
    /// then.
    default boolean recalls() {
        return false;
    }

    /// Takes back what was asked for and is still on its way; what has arrived stays.
    ///
    /// @throws VendorException.Conflict nothing of ours is on its way any more
    default void recall(T target, Ask ask) {
        revert(target, ask);
    }

    default Effect containing(T target) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return probe(target);
            }

            @Override
            public String ask(Ask ask) {
                return apply(target, ask);
            }

            @Override
            public boolean withdraw(Ask ask) {
                if (!recalls()) {
                    return false;
                }
                recall(target, ask);
                return true;
            }
        };
    }

    default Effect releasing(T target) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.FREE;
            }

            @Override
            public Look.State look() {
                var state = probe(target);
                return state == Look.State.CONTAINING && recalls() ? Look.State.CONTAINED : state;
            }

            @Override
            public String ask(Ask ask) {
                return revert(target, ask);
            }
        };
    }
}
