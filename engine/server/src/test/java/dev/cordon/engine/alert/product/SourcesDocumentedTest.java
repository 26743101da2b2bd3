package dev.cordon.engine.alert.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cordon.engine.alert.AlertAdapter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of `docs/sources.md` and the adapters say the same.
class SourcesDocumentedTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z-]+)` \\|");

    @Test
    void every_adapter_has_a_row_and_every_row_an_adapter() throws IOException {
        var table = Files.readString(Path.of("../../docs/sources.md"))
                .split("(?m)^\\| product \\| kind \\|", 2)[1]
                .split("(?m)^## ", 2)[0];
        var rows = ROW.matcher(table)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(rows).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(rows))
                .isEqualTo(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("dev.cordon.engine.alert")
                                .stream()
                                .filter(one -> one.isAssignableTo(AlertAdapter.class) && !one.isInterface())
                                .filter(one -> !one.getModifiers().contains(JavaModifier.ABSTRACT))
                                .filter(one -> one.isTopLevelClass())
                                .filter(SourcesDocumentedTest::made)
                                .map(SourcesDocumentedTest::kind)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// Found by CDI; what is made by another adapter is none of its own.
    private static boolean made(JavaClass one) {
        return one.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped");
    }

    private static String kind(JavaClass one) {
        try {
            Constructor<?> constructor = one.reflect().getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return ((AlertAdapter) constructor.newInstance(new Object[constructor.getParameterCount()])).kind();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(one.getName(), e);
        }
    }
}
