package dev.cordon.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cordon.lab.process.Running;
import dev.cordon.lab.setting.PrivateFile;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `.cordon/stack.json`: where everything is, for programs that use the stack and for the next `./cordon`. It is there
/// from the first process on, so that none is ever forgotten; `ready` says that all of them are up.
public record StackFile(
        String server,
        String console,
        Camunda camunda,
        String database,
        Oidc oidc,
        String range,
        List<String> vendors,
        List<Account> accounts,
        List<SourceSecret> sources,
        Company company,
        boolean ready,
        Running supervisor,
        List<Running> processes) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public record Camunda(String grpc, String rest, String management) {}

    public record Oidc(String issuer, String clientId) {}

    public record Account(String username, String password, List<String> roles) {}

    public record SourceSecret(String name, String kind, String secret) {}

    /// The company that is protected: `clientId` is where its people log in.
    public record Company(String issuer, String clientId, List<Account> accounts) {}

    public static Optional<StackFile> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readString(file), StackFile.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new Problem(file + " is not readable: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(Path file) {
        try {
            PrivateFile.write(file, JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
