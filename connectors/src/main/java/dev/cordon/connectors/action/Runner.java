package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Intent;
import jakarta.enterprise.context.ApplicationScoped;

/// From an intent to an outcome: claim, look, ask, verify, settle.
@ApplicationScoped
class Runner {
    private final Books books;
    private final Pace pace;
    private final Time time;

    Runner(Books books, Pace pace, Time time) {
        this.books = books;
        this.pace = pace;
        this.time = time;
    }

    Answer run(Intent intent, Effect effect) {
        return run(intent, effect, Urgency.URGENT);
    }

    Answer run(Intent intent, Effect effect, Urgency urgency) {
        return books.claimed(intent, held -> urgency.during(new Attempt(intent, effect, held, books, pace, time)::run));
    }
}
