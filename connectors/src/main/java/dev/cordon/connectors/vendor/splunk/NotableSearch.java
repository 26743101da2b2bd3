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
import java.util.regex.Pattern;

/// One notable by its id. Always by a search of its own: the results of one that was made before would be old.
final class NotableSearch {
    static final String JOBS = "/services/search/v2/jobs";
    /// Together with the change that may follow well within a claim's lease.
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private static final Duration STEP = Duration.ofMillis(200);
    /// Newer versions put the notable's time into its id.
    private static final Pattern TIMED = Pattern.compile(".*@@time([0-9]{9,10})");

    private final SearchHead head;

    NotableSearch(SearchHead head) {
        this.head = head;
    }

    /// @param id of which nothing means anything in a search
    /// @throws VendorException.Refused when it is not there; one of the last minute may not be indexed yet
    JsonNode byId(String id) {
        var job = create(id);
        await(job);
        var results = head.http()
                .read(
                        Call.get(JOBS + "/" + job + "/results").query(Map.of("output_mode", "json", "count", "2")),
                        JsonNode.class)
                .path("results");
        if (!results.isArray()) {
            throw new VendorException.Unavailable("unreadable answer: no results");
        }
        if (results.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "Splunk finds no such notable");
        }
        var notable = results.path(0);
        if (results.size() > 1 || !id.equals(notable.path("event_id").asText())) {
            throw new VendorException.Unavailable("unreadable answer: another notable than the one asked for");
        }
        return notable;
    }

    private String create(String id) {
        var job = "cordon_" + UUID.randomUUID().toString().replace("-", "");
        var form = new LinkedHashMap<String, String>();
        form.put("search", "search `notable_by_id(%s)` | fields event_id, status, status_label".formatted(id));
        var time = TIMED.matcher(id);
        if (time.matches()) {
            var seconds = Long.parseLong(time.group(1));
            form.put("earliest_time", Long.toString(seconds - Duration.ofDays(1).toSeconds()));
        } else {
            form.put(
                    "earliest_time",
                    Long.toString(Instant.now().minus(head.config().closeSpan()).getEpochSecond()));
        }
        form.put("latest_time", "+1d");
        form.put("exec_mode", "normal");
        form.put("timeout", "60");
        form.put("id", job);
        form.put("output_mode", "json");
        head.config().app().ifPresent(app -> form.put("namespace", app));
        try {
            head.http().read(Call.form(JOBS, form), JsonNode.class);
        } catch (VendorException.Conflict again) {
            // the first try had arrived, and its answer was lost
        }
        return job;
    }

    private void await(String job) {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var content = head.http()
                    .read(Call.get(JOBS + "/" + job + "?output_mode=json"), JsonNode.class)
                    .path("entry")
                    .path(0)
                    .path("content");
            if (content.isMissingNode()) {
                throw new VendorException.Unavailable("unreadable answer: no search job");
            }
            if (yes(content.path("isFailed"))
                    || content.path("dispatchState").asText().matches("FAILED|QUIT|.*_CANCEL")) {
                throw new VendorException.Misconfigured(
                        "the search for a notable fails: is Enterprise Security's macro notable_by_id there?");
            }
            if (yes(content.path("isDone"))) {
                if (yes(content.path("isFinalized"))) {
                    throw new VendorException.Unavailable("the search was ended before it had looked everywhere");
                }
                return;
            }
            if (System.nanoTime() > end) {
                throw VendorException.Unavailable.target("the search for the notable takes too long");
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
