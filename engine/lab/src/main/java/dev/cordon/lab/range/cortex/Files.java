package dev.cordon.lab.range.cortex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.company.Sample;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Fetching, quarantine, and what scripts leave behind.
final class Files {
    private final Tenant tenant;
    private final Jobs jobs;
    private final URI url;

    Files(Tenant tenant, Jobs jobs, URI url) {
        this.tenant = tenant;
        this.jobs = jobs;
        this.url = url;
    }

    Reply handle(Request request, String path, JsonNode data) {
        if (request.method().equals("GET") && path.startsWith("download/")) {
            return tenant.read(
                    request, "download", () -> download(Long.parseLong("0" + path.replaceAll("[^0-9]", ""))));
        }
        return switch (request.method() + " " + path) {
            case "POST endpoints/file_retrieval" -> retrieve(request, data);
            case "POST actions/file_retrieval_details" -> tenant.read(request, "file-link", () -> link(data));
            case "POST endpoints/quarantine" -> quarantine(request, data);
            case "POST quarantine/status" -> tenant.read(request, "quarantine-status", () -> status(data));
            case "POST scripts/get_script_execution_results_files" ->
                tenant.read(
                        request,
                        "script-files",
                        () -> Tenant.reply(
                                Map.of("DATA", link(data.path("action_id").asLong()))));
            default -> Tenant.failure(404, "not found");
        };
    }

    private Reply retrieve(Request request, JsonNode data) {
        return tenant.change(request, "retrieve", tenant.filtered(data), machine -> {
            var paths = data.path("files").path(machine.platform().name().toLowerCase(Locale.ROOT));
            if (paths.size() != 1) {
                return Tenant.failure(400, "one file of the endpoint's own system is required");
            }
            var file = machine.file(paths.get(0).asText());
            file.ifPresent(found -> machine.fetched(found.path()));
            return Tenant.reply(jobs.begin(machine, paths.get(0).asText(), file.isPresent()));
        });
    }

    private Reply link(JsonNode data) {
        var id = data.path("group_action_id").asLong();
        return Tenant.reply(Map.of(
                "data",
                jobs.of(id).map(job -> Map.of(job.machine().id(), link(id))).orElse(Map.of())));
    }

    private String link(long id) {
        return url + "/public_api/v1/download/" + id;
    }

    private Reply download(long id) {
        return jobs.of(id)
                .filter(job -> jobs.status(job).equals("COMPLETED_SUCCESSFULLY"))
                .map(job -> job.path().isEmpty()
                        ? job.machine().tasks().stream()
                                .map(task -> task.pid() + " " + task.name())
                                .collect(Collectors.joining("\n"))
                                .getBytes(StandardCharsets.UTF_8)
                        : job.machine()
                                .file(job.path())
                                .map(Sample.StoredFile::content)
                                .orElse(new byte[0]))
                .map(bytes -> Reply.bytes("application/zip", bytes))
                .orElseGet(() -> Tenant.failure(404, "not found"));
    }

    private Reply quarantine(Request request, JsonNode data) {
        var path = data.path("file_path").asText();
        return tenant.change(request, "quarantine", tenant.filtered(data), machine -> {
            var known = machine.file(path)
                    .filter(file -> file.sha256().equals(data.path("file_hash").asText()))
                    .isPresent();
            if (known) {
                machine.quarantine(path);
            }
            return Tenant.reply(jobs.begin(machine, path, known));
        });
    }

    private Reply status(JsonNode data) {
        return Tenant.reply(StreamSupport.stream(data.path("files").spliterator(), false)
                .map(this::shown)
                .toList());
    }

    private Map<String, Object> shown(JsonNode asked) {
        var shown = new LinkedHashMap<String, Object>();
        for (var field : List.of("endpoint_id", "file_path", "file_hash")) {
            shown.put(field, asked.path(field).asText());
        }
        shown.put(
                "status",
                tenant.quarantined(
                        asked.path("endpoint_id").asText(),
                        asked.path("file_path").asText()));
        return shown;
    }
}
