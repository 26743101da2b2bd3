package dev.cordon.recorder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// `POST /internal/records` of the server. One request at a time, over one connection that is kept.
final class Endpoint implements AutoCloseable {
    /// A 200 alone proves little: a proxy or a wrong address may answer it too, and what is acknowledged is gone.
    private static final Pattern STORED = Pattern.compile("\"stored\"\\s*:\\s*\\d+");

    private final HttpClient client;
    private final URI uri;
    private final String authorization;
    private final String partition;
    private final Limits limits;

    Endpoint(Settings settings, int partition, Limits limits) {
        this.uri = URI.create(settings.url() + "/internal/records");
        this.authorization = "Basic "
                + Base64.getEncoder()
                        .encodeToString(("recorder:" + settings.secret()).getBytes(StandardCharsets.UTF_8));
        this.partition = Integer.toString(partition);
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.answer())
                .build();
    }

    /// Returns when the server has stored the batch.
    ///
    /// @throws IOException if it has not, or has not said so; the message carries nothing of the answer's body
    void post(Batch batch, long lagMillis) throws IOException, InterruptedException {
        var answer = client.sendAsync(request(batch, lagMillis), HttpResponse.BodyHandlers.ofString());
        try {
            // The request's own timeout ends with the headers; this one covers the body too.
            check(answer.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + limits.answer(), e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Batch batch, long lagMillis) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-ndjson")
                .header("X-Cordon-Lag-Millis", Long.toString(lagMillis))
                .header("X-Cordon-Partition", partition)
                .POST(HttpRequest.BodyPublishers.ofByteArray(batch.body()))
                .build();
    }

    private static void check(HttpResponse<String> answer) throws IOException {
        switch (answer.statusCode()) {
            case 200 -> {
                if (!STORED.matcher(answer.body()).find()) {
                    throw new IOException("answer 200 without \"stored\": is this the Cordon server?");
                }
            }
            case 401, 403 -> throw new IOException("answer " + answer.statusCode() + ": is the secret the server's?");
            default -> throw new IOException("answer " + answer.statusCode());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
