package dev.cordon.connectors.vendor.sentinelone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Acquisition;
import dev.cordon.connectors.capability.Artifact;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.FileFetch;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.contract.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lets an agent upload one file to the console and takes it from there, before it is purged.
///
/// The request has no id. It is known again by the console's activities: the first *asked for files* on this agent
/// that was not there before names the batch, and the *uploaded* of the same batch is ours.
final class AgentFiles implements FileFetch {
    /// A convention against opening it by accident, not a secret: it stands in the evidence record.
    static final String PASSWORD = "Infected-File-1";

    private static final String ASKED = "81";
    private static final String UPLOADED = "80";
    private static final String NONE = "none";
    private static final Duration COPY = Duration.ofMinutes(8);
    // a wildcard would fetch more than one file
    private static final Pattern PATH = Pattern.compile("[^\\p{Cntrl}*?\"<>|]{1,1024}");

    private final Console console;

    AgentFiles(Console console) {
        this.console = console;
    }

    @Override
    public Acquisition fetching(Target.HostFile file) {
        return new Fetch(file);
    }

    private final class Fetch implements Acquisition {
        private final Target.HostFile file;
        private final String agent;

        Fetch(Target.HostFile file) {
            this.file = file;
            this.agent = Console.id(file.host());
        }

        @Override
        public String request(Ask ask) {
            if (!PATH.matcher(file.path()).matches()) {
                throw new VendorException.Refused("bad-request", "this is no path of one file");
            }
            console.agent(file.host()).here();
            var before = activities(ASKED);
            var body = Map.of("data", Map.of("password", PASSWORD, "files", List.of(file.path())));
            var answer = console.http()
                    .write(Console.post("/agents/" + agent + "/actions/fetch-files", body), ask, Page.class);
            if (!answer.content().path("success").asBoolean()) {
                throw new VendorException.Refused("not-accepted", "SentinelOne does not fetch this file");
            }
            return "after " + (before.isEmpty() ? NONE : before.getFirst().id());
        }

        @Override
        public boolean ready(String ticket) {
            return upload(ticket).isPresent();
        }

        @Override
        public Artifact copy(String ticket, Ask ask, OutputStream out) throws IOException {
            var upload = upload(ticket)
                    .orElseThrow(() -> VendorException.Unavailable.target("the file is not uploaded yet"));
            console.http().copy(Console.get("/agents/" + agent + "/uploads/" + upload), COPY, out);
            return new Artifact(
                    file.fileName() + ".zip", "application/zip", null, null, PASSWORD, "activity " + upload);
        }

        private Optional<String> upload(String ticket) {
            return batch(ticket)
                    .flatMap(batch -> activities(UPLOADED).stream()
                            .filter(activity -> batch.equals(activity.batch()))
                            .map(Activity::id)
                            .findFirst());
        }

        private Optional<String> batch(String ticket) {
            var before = ticket.replaceFirst("^after ", "");
            var since = activities(ASKED).stream()
                    .takeWhile(activity -> !before.equals(activity.id()))
                    .toList();
            if (since.size() > 1) {
                // one is ours, and nothing says which
                throw new VendorException.Refused(
                        "request-ambiguous", "several people asked this agent for files at the same time");
            }
            return since.stream().findFirst().map(Activity::batch);
        }

        private List<Activity> activities(String type) {
            return console
                    .list(
                            "/activities",
                            Map.of(
                                    "activityTypes", type,
                                    "agentIds", agent,
                                    "sortBy", "createdAt",
                                    "sortOrder", "desc",
                                    "limit", "50"))
                    .rows(Activity.class)
                    .stream()
                    .filter(activity -> agent.equals(activity.agentId()))
                    .toList();
        }
    }

    record Activity(
            String id, @Nullable String agentId, @Nullable JsonNode data) {
        Activity {
            if (id == null || !Console.isId(id)) {
                throw new IllegalArgumentException("no id");
            }
        }

        @Nullable
        String batch() {
            return data == null ? null : data.path("commandBatchUuid").textValue();
        }
    }
}
