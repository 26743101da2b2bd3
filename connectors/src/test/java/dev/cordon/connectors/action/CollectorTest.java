package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.ForensicCollection;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Evidence;
import dev.cordon.contract.Intent;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Outcome;
import dev.cordon.contract.Target;
import jakarta.ws.rs.ProcessingException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final Target.Host LAPTOP = new Target.Host("lab", "aid-1", "WS/1", null, List.of(), null);

    private final List<String> lines = new ArrayList<>();
    private final ManualTime time = new ManualTime();
    private final MemoryLedger ledger = new MemoryLedger(time, lines);
    private final MemoryLocker locker = new MemoryLocker();
    private final Path folder;
    private final Collector collector;

    CollectorTest(@TempDir Path folder) {
        this.folder = folder;
        this.collector = new Collector(new Books(ledger, time), locker, new Spool(folder), new UsualPace(), time);
    }

    @Test
    void what_was_collected_is_in_the_locker_and_its_id_is_the_receipt() {
        assertThat(collect(new Triage(false))).isEqualTo(new Answer.Ended(new Outcome.Done("evidence-1")));
        assertThat(locker.stored)
                .containsExactly("action-1 WS_1-triage.zip application/zip token-1 %s infected job%%207: everything"
                        .formatted("ab".repeat(32)));
        assertThat(locker.files).noneMatch(File::exists);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_interrupted_collection_never_stands_as_evidence() {
        assertThat(collect(new Triage(true))).isInstanceOf(Answer.Later.class);
        assertThat(locker.stored).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_full_disk_is_no_evidence_leaves_nothing_behind_and_ends_unverified() {
        ForensicCollection full = host -> (ticket, ask, archive) -> {
            archive.write("every".getBytes(StandardCharsets.UTF_8));
            throw new IOException("No space left on device");
        };

        var answer = collect(full);
        assertThat(answer).isInstanceOf(Answer.Later.class);
        assertThat(folder).isEmptyDirectory();
        while (answer instanceof Answer.Later later) {
            time.sleep(later.after());
            answer = collect(full);
        }
        assertThat(answer)
                .isEqualTo(new Answer.Ended(new Outcome.Unverified(
                        "nothing collected: the copy cannot be written on the worker's machine")));
        assertThat(locker.stored).isEmpty();
    }

    @Test
    void what_a_process_left_behind_that_died_is_swept_away_and_nothing_else() throws IOException {
        var spool = new Spool(folder);
        var left = spool.file();
        var foreign = Files.createFile(folder.resolve("other.part"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
        var inUse = spool.file();

        spool.sweep(Instant.EPOCH.plusSeconds(1));

        assertThat(folder.toFile().listFiles()).containsExactlyInAnyOrder(foreign.toFile(), inUse.toFile());
    }

    @Test
    void a_locker_that_does_not_answer_is_tried_again_later() {
        locker.away = true;

        assertThat(collect(new Triage(false))).isInstanceOf(Answer.Later.class);
        locker.away = false;
        assertThat(collect(new Triage(false))).isEqualTo(new Answer.Ended(new Outcome.Done("evidence-1")));
    }

    @Test
    void a_host_that_stays_offline_ends_unverified() {
        var answer = collect(new Triage(true));
        while (answer instanceof Answer.Later later) {
            time.sleep(later.after());
            answer = collect(new Triage(true));
        }
        assertThat(answer)
                .isEqualTo(new Answer.Ended(new Outcome.Unverified("nothing collected: the host is offline")));
    }

    @Test
    void what_a_vendor_has_begun_is_continued_and_not_begun_again() {
        var slow = new Slow();

        assertThat(collect(slow)).isInstanceOf(Answer.Later.class);
        slow.ready = true;

        assertThat(collect(slow)).isEqualTo(new Answer.Ended(new Outcome.Done("evidence-1")));
        assertThat(slow.requests).isEqualTo(1);
        assertThat(locker.stored).singleElement(as(STRING)).endsWith("copy of ticket-1");
    }

    private Answer collect(ForensicCollection triage) {
        var intent = new Intent(
                "action-1", "incident-1", "run-1", JobType.ARTIFACT_COLLECT, LAPTOP, "why", "collect", "worker-1");
        return collector.collect(intent, triage.collecting(LAPTOP));
    }

    private record Triage(boolean offline) implements ForensicCollection {
        @Override
        public Acquisition collecting(Target.Host host) {
            return (ticket, ask, archive) -> {
                archive.write("every".getBytes(StandardCharsets.UTF_8));
                if (offline) {
                    throw new VendorException.Unavailable("the host is offline");
                }
                archive.write("thing".getBytes(StandardCharsets.UTF_8));
                return new Artifact("triage.zip", "application/zip", "AB".repeat(32), null, "infected", "job 7");
            };
        }
    }

    private static final class Slow implements ForensicCollection, Acquisition {
        int requests;
        boolean ready;

        @Override
        public Acquisition collecting(Target.Host host) {
            return this;
        }

        @Override
        public String request(Ask ask) {
            return "ticket-" + ++requests;
        }

        @Override
        public boolean ready(String ticket) {
            return ready;
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            out.write(("copy of " + ticket).getBytes(StandardCharsets.UTF_8));
            return Artifact.zip("memory.zip");
        }
    }

    private static final class MemoryLocker implements Locker {
        final List<String> stored = new ArrayList<>();
        final List<File> files = new ArrayList<>();
        boolean away;

        @Override
        public Evidence store(
                String actionId,
                String name,
                String mediaType,
                String token,
                @Nullable String vendorSha256,
                @Nullable String contentSha256,
                @Nullable String password,
                @Nullable String reference,
                @Nullable String path,
                File content) {
            if (away) {
                throw new ProcessingException("no route to the server");
            }
            files.add(content);
            stored.add("%s %s %s %s %s %s %s: %s"
                    .formatted(actionId, name, mediaType, token, vendorSha256, password, reference, text(content)));
            return new Evidence("evidence-" + stored.size(), "hash", content.length());
        }

        private static String text(File content) {
            try {
                return Files.readString(content.toPath());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
