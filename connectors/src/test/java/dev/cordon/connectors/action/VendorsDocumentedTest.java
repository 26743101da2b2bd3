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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of `docs/connectors.md` and the vendors' packages say the same.
class VendorsDocumentedTest {
    private static final String VENDORS = "dev.cordon.connectors.vendor.";
    private static final String PULLED = "alerts are pulled";
    private static final String CANNOT = "the product cannot";
    private static final Pattern ROW = Pattern.compile("^\\| [^|]*\\(`([a-z0-9]+)`\\) \\|([^|]*)\\|.*");
    private static final Pattern CODE = Pattern.compile("`([a-z]+\\.[a-z]+)`");

    @Test
    void every_vendor_has_a_row_that_names_exactly_what_it_can_do() throws IOException {
        assertThat(documented()).isEqualTo(built()).isNotEmpty();
    }

    @Test
    void no_vendor_is_silent_about_a_job_type_of_its_kind() throws IOException {
        var silent = new TreeSet<String>();
        for (var row : rows()) {
            var cell = row.group(2).split(CANNOT, 2);
            var can = named(cell[0]);
            var cannot = cell.length == 1 ? Set.<String>of() : named(cell[1]);
            assertThat(cannot).as("%s both can and cannot", row.group(1)).doesNotContainAnyElementsOf(can);
            assertThat(cell.length == 1 || cell[1].lastIndexOf('(') > cell[1].lastIndexOf(last(cannot, cell[1])))
                    .as("%s says why it cannot", row.group(1))
                    .isTrue();
            Stream.of(JobType.values())
                    .filter(type -> can.contains(entry(type).value()))
                    .map(JobType::value)
                    .filter(type -> !can.contains(type) && !cannot.contains(type))
                    .forEach(type -> silent.add(row.group(1) + " " + type));
        }
        assertThat(silent).isEmpty();
    }

    /// What a vendor of the same kind can do in any case. No default: a new job type has to be of a kind.
    private static JobType entry(JobType type) {
        return switch (type) {
            case HOST_FIND,
                    HOST_CHECK,
                    HOST_ISOLATE,
                    HOST_RELEASE,
                    PROCESS_KILL,
                    FILE_QUARANTINE,
                    FILE_FETCH,
                    INDICATOR_BLOCK,
                    INDICATOR_UNBLOCK,
                    ARTIFACT_COLLECT -> JobType.HOST_FIND;
            case ACCOUNT_FIND,
                    ACCOUNT_CHECK,
                    ACCOUNT_DISABLE,
                    ACCOUNT_ENABLE,
                    SESSIONS_REVOKE,
                    CREDENTIALS_RESET,
                    MFA_RESET -> JobType.ACCOUNT_FIND;
            case ALERT_CLOSE -> JobType.ALERT_CLOSE;
        };
    }

    private static String last(Set<String> types, String text) {
        return types.stream().max(Comparator.comparingInt(text::lastIndexOf)).orElse("");
    }

    private static List<MatchResult> rows() throws IOException {
        return Files.readAllLines(Path.of("../docs/connectors.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .toList();
    }

    private static Set<String> named(String text) {
        return CODE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> documented() throws IOException {
        var documented = new TreeMap<String, Set<String>>();
        for (var row : rows()) {
            var can = row.group(2).split(CANNOT, 2)[0];
            var types = named(can);
            if (can.contains(PULLED)) {
                types.add(PULLED);
            }
            assertThat(documented.put(row.group(1), types))
                    .as("a second row for " + row.group(1))
                    .isNull();
        }
        return documented;
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
