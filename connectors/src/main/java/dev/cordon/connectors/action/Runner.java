package dev.cordon.connectors.action;

import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.line.Urgency;
import dev.cordon.contract.Intent;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// From an intent to an outcome: claim, look, ask, verify, settle.
@ApplicationScoped
class Runner {
    final Books books;
    final Pace pace;
    final Time time;
    final Crowd crowd;
    final Rota rota;

    Runner(Books books, Pace pace, Time time, Crowd crowd, Rota rota) {
        this.books = books;
        this.pace = pace;
        this.time = time;
        this.crowd = crowd;
        this.rota = rota;
    }

    Answer run(Intent intent, Effect effect) {
        return run(intent, effect, Urgency.URGENT, null);
    }

    /// @param patience null: a product that is away until the deadline is shown to a person
    Answer run(Intent intent, Effect effect, Urgency urgency, @Nullable Patience patience) {
        var answer = crowd.joinedBy(() ->
                books.claimed(intent, held -> urgency.during(new Attempt(intent, effect, held, this, patience)::run)));
        if (!(answer instanceof Answer.Later)) {
            rota.over(intent);
        }
        return answer;
    }
}
