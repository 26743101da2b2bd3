package dev.cordon.lab.setting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Which vendors the stack's connectors use, one a line. Read whenever they start: whoever adds one here and ends them
/// has them come back with it.
public record ChosenVendors(Path file) {
    /// Not of the range: the stack runs a real one.
    public static final String KEYCLOAK = "keycloak";

    public static final List<String> DEFAULT = List.of("crowdstrike", KEYCLOAK);

    public List<String> names() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : DEFAULT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void choose(Collection<String> names) {
        try {
            Files.write(file, names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return those that were missing, now at the end
    public List<String> add(Collection<String> wanted) {
        var all = new ArrayList<>(names());
        var missing =
                wanted.stream().distinct().filter(name -> !all.contains(name)).toList();
        if (!missing.isEmpty()) {
            all.addAll(missing);
            choose(all);
        }
        return missing;
    }
}
