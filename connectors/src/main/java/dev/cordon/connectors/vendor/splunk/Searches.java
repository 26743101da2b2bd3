package dev.cordon.connectors.vendor.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Search jobs: made under a name of ours, waited for, read. Each forgets itself after a minute.
final class Searches {
    private static final String JOBS = "/services/search/v2/jobs";
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration STEP = Duration.ofMillis(250);

    private final SearchHead head;

    Searches(SearchHead head) {
        this.head = head;
    }

    /// @param search complete, in Splunk's language
    /// @param earliest of the events' times
    JsonNode rows(String search, Instant earliest, int most) {
        var id = create(search, earliest);
        await(id);
        var answer = head.http()
                .slow(
                        Call.get(JOBS + "/" + id + "/results")
                                .query(Map.of("output_mode", "json", "count", Integer.toString(most))),
                        ANSWER,
                        JsonNode.class);
        if (!answer.path("results").isArray() || answer.path("preview").asBoolean()) {
            throw new VendorException.Unavailable("unreadable answer: no results");
        }
        return answer.path("results");
    }

    private String create(String search, Instant earliest) {
        var id = "cordon_" + UUID.randomUUID().toString().replace("-", "");
        var form = new LinkedHashMap<String, String>();
        form.put("search", search);
        form.put("earliest_time", Long.toString(earliest.getEpochSecond()));
        // events of a machine whose clock is ahead
        form.put("latest_time", "+1d");
        form.put("exec_mode", "normal");
        form.put("timeout", "60");
        form.put("id", id);
        form.put("output_mode", "json");
        head.config().app().ifPresent(app -> form.put("namespace", app));
        head.http().slow(Call.form(JOBS, form), ANSWER, JsonNode.class);
        return id;
    }

    private void await(String id) {
        var end = System.nanoTime() + LIMIT.toNanos();
        var call = Call.get(JOBS + "/" + id + "?output_mode=json");
        while (true) {
            var job = head.http()
                    .slow(call, ANSWER, JsonNode.class)
                    .path("entry")
                    .path(0)
                    .path("content");
            if (yes(job.path("isFailed")) || job.path("dispatchState").asText().matches("FAILED|QUIT|.*_CANCEL")) {
                throw new VendorException.Refused("search-failed", "the search failed in Splunk: see its job " + id);
            }
            if (yes(job.path("isDone"))) {
                if (yes(job.path("isFinalized"))) {
                    throw new VendorException.Unavailable("the search was ended before it had looked everywhere");
                }
                return;
            }
            if (System.nanoTime() > end) {
                throw new VendorException.Unavailable("the search takes too long");
            }
            pause();
        }
    }

    // true, 1, "1" and "true" have all been seen
    private static boolean yes(JsonNode flag) {
        return flag.asBoolean() || flag.asText().equals("1");
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorException.Unavailable("stopped while waiting for a search");
        }
    }
}
