package dev.cordon.lab.setting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Which SIEMs may send alerts to the stack of a folder: the lab's own until somebody chooses.
public record ChosenSources(Path file) {
    private static final JsonMapper JSON = new JsonMapper();

    public void choose(List<Source> sources) {
        try {
            PrivateFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(sources));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Source> list() {
        try {
            return Files.exists(file)
                    ? JSON.readValue(Files.readString(file), new TypeReference<List<Source>>() {})
                    : Source.ofTheLab();
        } catch (JsonProcessingException e) {
            throw new Problem(file + " is not a list of sources: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
