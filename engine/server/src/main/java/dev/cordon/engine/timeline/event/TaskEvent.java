package dev.cordon.engine.timeline.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person is asked, and answers.
public sealed interface TaskEvent extends TimelineEvent {
    record TaskOpened(
            String taskId,
            String runId,
            String title,
            List<String> groups,
            @Nullable Instant dueAt) implements TaskEvent {}

    record TaskClaimed(String taskId, String title) implements TaskEvent {}

    record TaskDecided(
            String taskId,
            String title,
            @Nullable String decision,
            @Nullable String comment,
            String digest) implements TaskEvent {}

    record TaskCancelled(String taskId, String title) implements TaskEvent {}

    @Override
    default String sentence() {
        return switch (this) {
            case TaskOpened(var id, var run, var title, var groups, var dueAt) ->
                "Waiting for " + String.join(" or ", groups) + ": " + title;
            case TaskClaimed(var id, var title) -> "Took: " + title;
            case TaskDecided(var id, var title, var decision, var comment, var digest) ->
                title + ": " + (decision == null ? "answered" : decision) + (comment == null ? "" : " - " + comment);
            case TaskCancelled(var id, var title) -> title + ": no longer asked";
        };
    }
}
