package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cordon.connectors.capability.AlertFeed;
import dev.cordon.contract.JobType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of `docs/connectors.md` and the vendors' packages say the same.
class VendorsDocumentedTest {
    private static final String VENDORS = "dev.cordon.connectors.vendor.";
    private static final String PULLED = "alerts are pulled";
    private static final Pattern ROW = Pattern.compile("^\\| [^|]*\\(`([a-z0-9]+)`\\) \\|([^|]*)\\|.*");
    private static final Pattern CODE = Pattern.compile("`([a-z]+\\.[a-z]+)`");

    @Test
    void every_vendor_has_a_row_that_names_exactly_what_it_can_do() throws IOException {
        assertThat(documented()).isEqualTo(built()).isNotEmpty();
    }

    private static Map<String, Set<String>> documented() throws IOException {
        var rows = new TreeMap<String, Set<String>>();
        for (var line : Files.readAllLines(Path.of("../docs/connectors.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var can = row.group(2).split("the product cannot", 2)[0];
                assertThat(rows.put(
                                row.group(1),
                                Stream.concat(
                                                CODE.matcher(can).results().map(found -> found.group(1)),
                                                Stream.of(PULLED).filter(can::contains))
                                        .collect(Collectors.toCollection(TreeSet::new))))
                        .as("a second row for " + row.group(1))
                        .isNull();
            }
        }
        return rows;
    }

    private static Map<String, Set<String>> built() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.cordon.connectors.vendor")
                        .stream()
                        .collect(Collectors.groupingBy(
                                VendorsDocumentedTest::product,
                                TreeMap::new,
                                Collectors.flatMapping(
                                        VendorsDocumentedTest::jobTypes, Collectors.toCollection(TreeSet::new))));
    }

    private static String product(JavaClass one) {
        return one.getPackageName().substring(VENDORS.length()).split("\\.", 2)[0];
    }

    private static Stream<String> jobTypes(JavaClass one) {
        return Stream.concat(
                Stream.of(JobType.values())
                        .filter(type -> one.isAssignableTo(Actions.needed(type)))
                        .map(JobType::value),
                Stream.of(PULLED).filter(ignored -> one.isAssignableTo(AlertFeed.class)));
    }
}
