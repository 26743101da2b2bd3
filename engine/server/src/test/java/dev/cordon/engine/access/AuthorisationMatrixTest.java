package dev.cordon.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.engine.PostgresResource;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestIdentityAssociation;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Walks every endpoint that is really served, as everybody, on straight and on crooked paths.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorisationMatrixTest {
    private static final String SAMPLE = "00000000-0000-7000-8000-000000000000";
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Inject
    TestIdentityAssociation people;

    @AfterEach
    void nobodyAgain() {
        people.setTestIdentity(null);
    }

    @Test
    void every_endpoint_stands_in_the_table_and_the_table_has_no_other() throws IOException {
        assertThat(served().keySet()).isEqualTo(AuthorisationTable.read().endpoints());
    }

    @Test
    void everybody_may_exactly_what_the_table_says() throws Exception {
        var table = AuthorisationTable.read();
        var wrong = new ArrayList<String>();
        for (var served : served().entrySet()) {
            var endpoint = served.getKey();
            var words = endpoint.split(" ", 2);
            for (var caller : Caller.ALL) {
                var status = call(caller, words[0], straight(words[1]), served.getValue());
                if (table.allows(endpoint, caller) == REFUSED.contains(status)) {
                    wrong.add("%s as %s: %d".formatted(endpoint, caller.name(), status));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_crooked_path_leads_where_the_straight_one_does_not() throws Exception {
        var table = AuthorisationTable.read();
        var wrong = new ArrayList<String>();
        for (var served : served().entrySet()) {
            var endpoint = served.getKey();
            var words = endpoint.split(" ", 2);
            for (var caller : Caller.ALL) {
                if (!table.allows(endpoint, caller)) {
                    for (var path : crooked(straight(words[1]))) {
                        check(caller, words[0], path, served.getValue(), wrong);
                    }
                    if (words[0].equals("GET")) {
                        check(caller, "HEAD", straight(words[1]), served.getValue(), wrong);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private void check(Caller caller, String method, String path, String mediaType, List<String> wrong)
            throws Exception {
        var status = call(caller, method, path, mediaType);
        if (status < 400 || status >= 500) {
            wrong.add("%s %s as %s: %d".formatted(method, path, caller.name(), status));
        }
    }

    private static List<String> crooked(String path) {
        return List.of(
                path + "/",
                "/" + path,
                path.replace("/", "//"),
                path + ";x",
                path.replaceFirst("^/(\\w+)", "/$1;x=y"),
                path + "%3B",
                path + "%3Bx",
                path.replaceFirst("(.)/", "$1%2F"),
                path + "%2F",
                path.replaceFirst("^/", "/./"),
                path.replaceFirst("^/", "/x/../"),
                path.replaceFirst("^/(\\w)", "/%2e/$1"),
                path.toUpperCase(Locale.ROOT));
    }

    private static String straight(String template) {
        return template.replaceAll("\\{[^}]*}", SAMPLE);
    }

    private int call(Caller caller, String method, String path, String mediaType)
            throws IOException, InterruptedException {
        people.setTestIdentity(caller.isPerson() ? caller.identity() : null);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", mediaType);
        caller.basic().ifPresent(basic -> request.header("Authorization", basic));
        var hasBody = !Set.of("GET", "HEAD", "DELETE").contains(method);
        request.method(method, hasBody ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        var response = http.send(request.build(), BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    /// Every endpoint with a media type that it takes; a wrong one would be refused before anybody is asked for a role.
    private static SortedMap<String, String> served() {
        var endpoints = new TreeMap<String, String>();
        var deployment = ResteasyReactiveRecorder.getCurrentDeployment();
        RuntimeResourceVisitor.visitRuntimeResources("", deployment.getClassMappers(), new RuntimeResourceVisitor() {
            @Override
            public void visitRuntimeResource(String httpMethod, String fullPath, RuntimeResource resource) {
                if (!fullPath.startsWith("/test/")) {
                    endpoints.put(httpMethod + " " + fullPath.replaceAll("//+", "/"), mediaType(resource));
                }
            }
        });
        return endpoints;
    }

    private static String mediaType(RuntimeResource resource) {
        var types = resource.getConsumes();
        return types.isEmpty() || types.getFirst().isWildcardType()
                ? MediaType.APPLICATION_JSON
                : types.getFirst().toString();
    }
}
