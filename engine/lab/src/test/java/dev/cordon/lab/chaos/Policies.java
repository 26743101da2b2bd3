package dev.cordon.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/// What holds before and after every test on the stack.
final class Policies {
    private Policies() {}

    static void protect(Site site) throws Exception {
        var otto = site.person("otto");
        for (var asset : List.of("host/dc-01", "account/svc-backup")) {
            var response = otto.exchange(
                    otto.to("/api/policy/assets/" + asset)
                            .header("Content-Type", "application/json")
                            .PUT(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"isProtected\":true,\"criticality\":\"critical\",\"why\":\"ACME stands still without it\"}")),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        }
    }

    static void requireNoHarm(Site site) throws Exception {
        var findings = site.check();
        assertThat(findings.none())
                .as(() -> "something went wrong%n%s%n%s".formatted(findings.table(), site.logs()))
                .isTrue();
    }
}
