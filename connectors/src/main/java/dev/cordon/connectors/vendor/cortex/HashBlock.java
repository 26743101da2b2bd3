package dev.cordon.connectors.vendor.cortex;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.IndicatorBlock;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;

/// The tenant's block list, which can be written and not read. Its `true` is the proof; that a hash was there before
/// is known only by a refusal.
final class HashBlock implements IndicatorBlock {
    private final Xdr xdr;

    HashBlock(Xdr xdr) {
        this.xdr = xdr;
    }

    @Override
    public Look.State probe(Target.Indicator indicator) {
        throw VendorException.Unavailable.target("Cortex does not tell what stands on its block list");
    }

    @Override
    public String apply(Target.Indicator indicator, Ask ask) {
        return change("hash_exceptions/blocklist", "blocked", indicator, ask);
    }

    @Override
    public String revert(Target.Indicator indicator, Ask ask) {
        return change("hash_exceptions/blocklist/remove", "unblocked", indicator, ask);
    }

    @Override
    public Effect containing(Target.Indicator indicator) {
        return new Change(indicator, true);
    }

    @Override
    public Effect releasing(Target.Indicator indicator) {
        return new Change(indicator, false);
    }

    private String change(String path, String done, Target.Indicator indicator, Ask ask) {
        if (!indicator.type().equals("sha256")) {
            throw new VendorException.Refused("unsupported-hash", "Cortex blocks by SHA-256");
        }
        var answer = xdr.write(
                        path,
                        Map.of("hash_list", List.of(indicator.value()), "comment", "Cordon action " + ask.actionId()),
                        ask)
                .content();
        if (!answer.isBoolean()) {
            throw new VendorException.Unavailable("unreadable answer: neither yes nor no");
        }
        if (!answer.asBoolean()) {
            throw new VendorException.Refused("not-accepted", "Cortex did not change its block list");
        }
        return done;
    }

    private final class Change implements Effect {
        private final Target.Indicator indicator;
        private final boolean on;
        private boolean so;

        Change(Target.Indicator indicator, boolean on) {
            this.indicator = indicator;
            this.on = on;
        }

        @Override
        public Look.State goal() {
            return on ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public void resume(String receipt) {
            so = !receipt.isEmpty();
        }

        @Override
        public Look.State look() {
            return so == on ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public String ask(Ask ask) {
            var receipt = on ? apply(indicator, ask) : revert(indicator, ask);
            so = true;
            return receipt;
        }
    }
}
