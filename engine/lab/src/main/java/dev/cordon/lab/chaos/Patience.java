package dev.cordon.lab.chaos;

import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits for something to become true, however often it cannot even be asked meanwhile.
public final class Patience {
    private Patience() {}

    @FunctionalInterface
    public interface Question<T> {
        Optional<T> ask() throws IOException, InterruptedException, SQLException;
    }

    /// Throws a [Problem] that says what was waited for, and what went wrong last.
    public static <T> T await(String what, Duration limit, Question<T> question) throws InterruptedException {
        var deadline = Instant.now().plus(limit);
        Exception last = null;
        while (Instant.now().isBefore(deadline)) {
            try {
                var answer = question.ask();
                if (answer.isPresent()) {
                    return answer.get();
                }
                last = null;
            } catch (IOException | SQLException | Problem e) {
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw inVain(what, limit, last);
    }

    private static Problem inVain(String what, Duration limit, @Nullable Exception last) {
        var message = "Waited %d s in vain for %s.".formatted(limit.toSeconds(), what);
        return last == null ? new Problem(message) : new Problem(message + " Last: " + last, last);
    }
}
