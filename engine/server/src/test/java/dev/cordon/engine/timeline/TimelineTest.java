package dev.cordon.engine.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.engine.Given;
import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.event.IncidentEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TimelineTest {
    @Inject
    Timeline timeline;

    @Inject
    Sql sql;

    @Inject
    Given given;

    private record Entry(long seq, String body, byte[] previous, byte[] hash) {}

    @Test
    void entries_written_by_many_at_once_have_no_gaps_and_form_a_chain() throws Exception {
        var run = given.criticalRun();
        var before = given.timeline(run).size();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(IntStream.range(0, 120)
                    .mapToObj(i -> (java.util.concurrent.Callable<Void>) () -> {
                        QuarkusTransaction.requiringNew()
                                .run(() -> timeline.append(
                                        run.incident(), "ravi", new IncidentEvent.NoteAdded("note " + i)));
                        return null;
                    })
                    .toList())) {
                done.get();
            }
        }

        var entries = sql.list(
                "select * from timeline_entry where incident_id = ? order by seq",
                row -> new Entry(
                        row.longNumber("seq"), row.text("body"), row.bytes("previous_hash"), row.bytes("hash")),
                run.incident());

        assertThat(entries).hasSize(before + 120);
        var previous = new byte[32];
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            assertThat(entry.seq()).isEqualTo(i + 1L);
            assertThat(entry.previous()).isEqualTo(previous);
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(previous);
            previous = sha256.digest(entry.body().getBytes(StandardCharsets.UTF_8));
            assertThat(entry.hash()).isEqualTo(previous);
        }
    }

    @Test
    void a_rolled_back_change_leaves_no_entry_and_no_gap() {
        var run = given.criticalRun();
        var before = given.timeline(run);

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    timeline.append(run.incident(), "ravi", new IncidentEvent.NoteAdded("never happened"));
                    throw new IllegalStateException("and so it is gone");
                }))
                .hasMessageContaining("gone");

        assertThat(given.timeline(run)).isEqualTo(before);
    }

    @Test
    void hostile_text_is_kept_as_text() {
        var run = given.criticalRun();
        var hostile = "<script>alert(1)</script> \0 \uD800 ${7*7} =cmd|'/c calc'!A1 \"; drop table alert; --";

        QuarkusTransaction.requiringNew()
                .run(() -> timeline.append(run.incident(), "ravi", new IncidentEvent.NoteAdded(hostile)));

        assertThat(given.timeline(run)).last().isEqualTo("note-added");
    }

    @Test
    void the_application_cannot_change_or_delete_what_was_written() {
        var run = given.criticalRun();

        assertThatThrownBy(
                        () -> sql.update("update timeline_entry set body = '{}' where incident_id = ?", run.incident()))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> sql.update("delete from timeline_entry where incident_id = ?", run.incident()))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> sql.update("truncate timeline_entry")).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> sql.update("drop table timeline_entry")).hasMessageContaining("must be owner");
    }
}
