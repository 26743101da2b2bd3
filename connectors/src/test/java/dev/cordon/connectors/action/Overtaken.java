package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.contract.Look;

/// An effect during whose request something else happens.
record Overtaken(Effect effect, Runnable meanwhile) implements Effect {
    @Override
    public Look.State goal() {
        return effect.goal();
    }

    @Override
    public Look.State look() {
        return effect.look();
    }

    @Override
    public String ask(Ask ask) {
        try {
            return effect.ask(ask);
        } finally {
            meanwhile.run();
        }
    }

    @Override
    public boolean withdraw(Ask ask) {
        return effect.withdraw(ask);
    }
}
