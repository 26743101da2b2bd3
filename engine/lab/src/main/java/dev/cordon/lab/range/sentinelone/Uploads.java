package dev.cordon.lab.range.sentinelone;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Machine;
import dev.cordon.lab.range.company.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Files that agents were asked for, told by activities 81 and 80.
final class Uploads {
    private final Console console;
    private final Duration delay;
    private final AtomicLong numbers = new AtomicLong(2_000_000_000_000_000_000L);
    private final Map<Long, Batch> batches = new ConcurrentHashMap<>();

    Uploads(Console console, Duration delay) {
        this.console = console;
        this.delay = delay;
    }

    /// @param number of activity 81; that of activity 80 is one more
    private record Batch(long number, Machine machine, String path, Instant asked) {
        String uuid() {
            return "batch-" + number;
        }
    }

    Reply handle(Request request, List<String> words) {
        if (request.method().equals("POST") && words.size() == 4 && words.get(3).equals("fetch-files")) {
            return ask(request, words.get(1));
        }
        if (request.method().equals("GET") && words.size() == 4 && words.get(2).equals("uploads")) {
            return console.permitted(request, "upload", () -> upload(words.get(3)));
        }
        return Console.failure(404, "Not found");
    }

    private Reply ask(Request request, String agent) {
        var data = request.json().path("data");
        return console.change(request, "fetch-files", console.machine(agent), machine -> {
            if (data.path("password").asText().length() < 10
                    || data.path("files").size() != 1) {
                return Console.failure(400, "a password of ten characters and one file are required");
            }
            var path = data.path("files").get(0).asText();
            machine.fetched(path);
            var number = numbers.addAndGet(2);
            batches.put(number, new Batch(number, machine, path, now()));
            return Console.data(Map.of("success", true));
        });
    }

    Reply activities(Request request) {
        var type = request.parameter("activityTypes");
        var shift = type.equals("80") ? 1 : 0;
        if (!type.equals("80") && !type.equals("81")) {
            return Console.page(List.of());
        }
        return Console.page(batches.values().stream()
                .filter(batch -> batch.machine().id().equals(request.parameter("agentIds")))
                .filter(batch -> shift == 0 || arrived(batch))
                .sorted(Comparator.comparingLong(Batch::number).reversed())
                .map(batch -> activity(batch, batch.number() + shift, Integer.parseInt(type)))
                .toList());
    }

    private static Map<String, Object> activity(Batch batch, long number, int type) {
        var activity = new LinkedHashMap<String, Object>();
        activity.put("id", Long.toString(number));
        activity.put("activityType", type);
        activity.put("agentId", batch.machine().id());
        activity.put("createdAt", batch.asked().toString());
        activity.put("data", Map.of("commandBatchUuid", batch.uuid()));
        return activity;
    }

    private Reply upload(String activity) {
        var batch = batches.get(Long.parseLong("0" + activity.replaceAll("[^0-9]", "")) - 1);
        if (batch == null || !arrived(batch)) {
            return Console.failure(404, "Not found");
        }
        var file = batch.machine().file(batch.path());
        return Reply.bytes(
                "application/zip",
                Zip.of(
                        file.map(Sample.StoredFile::name).orElse("missing.txt"),
                        file.map(Sample.StoredFile::content).orElse(new byte[0])));
    }

    private boolean arrived(Batch batch) {
        return !batch.machine().offline() && !now().isBefore(batch.asked().plus(delay));
    }

    private Instant now() {
        return console.stage().clock().instant();
    }

    void reset() {
        batches.clear();
    }
}
