package dev.cordon.lab.chaos.fuzz;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutationTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| `([a-z-]+)` \\|");
    private static final Map<String, Door> DOORS = Samples.ALL.stream()
            .map(Sample::kind)
            .distinct()
            .collect(
                    toMap(kind -> kind, kind -> new Door(EveryKind.nameOf(kind), kind, "bearer", "0123456789abcdefg")));

    @ParameterizedTest
    @EnumSource
    void makes_the_same_of_the_same_seed(Mutation mutation) {
        for (var number = 0; number < 20; number++) {
            assertThat(make(mutation, number).wire())
                    .isEqualTo(make(mutation, number).wire());
        }
    }

    @ParameterizedTest
    @EnumSource
    void never_promises_what_the_grammar_does_not(Mutation mutation) {
        LongStream.range(0, 60).mapToObj(number -> make(mutation, number)).forEach(shot -> {
            if (shot.expected() == Expectation.TAKEN && shot.body()[0] == '{' && !isLines(shot)) {
                assertThat(JsonText.accepts(shot.body())).isTrue();
                assertThat(shot.body().length).isLessThanOrEqualTo(Extreme.LARGEST);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"TOO_DEEP", "ABYSS", "LONG_NUMBER", "LONG_NAME", "DUPLICATE_KEY", "TOO_LARGE"})
    void refuses_for_a_reason(Mutation mutation) {
        LongStream.range(0, 40)
                .mapToObj(number -> make(mutation, number))
                .forEach(shot -> assertThat(JsonText.accepts(shot.body()) && shot.body().length <= Extreme.LARGEST)
                        .isFalse());
    }

    @Test
    void every_mutation_has_its_turn() {
        var seen = EnumSet.noneOf(Mutation.class);
        LongStream.range(0, 20_000).forEach(number -> seen.add(Mutation.by(new Chance(1, number))));

        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(Mutation.STALLED, Mutation.STALLED_HEAD)));
    }

    @Test
    void every_documented_kind_has_a_sample_and_every_sample_is_used() throws IOException {
        var table = Files.readString(Path.of("../../docs/sources.md"))
                .split("(?m)^\\| product \\| kind \\|", 2)[1]
                .split("(?m)^## ", 2)[0];
        Set<String> kinds =
                ROW.matcher(table).results().map(row -> row.group(1)).collect(toSet());
        var folder = Path.of("src/main/resources/dev/cordon/lab/chaos/fuzz/samples");
        try (var files = Files.walk(folder)) {
            var names = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(toSet());

            assertThat(Samples.ALL).extracting(Sample::name).containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(DOORS.keySet()).isEqualTo(kinds);
    }

    private static boolean isLines(Shot shot) {
        return new String(shot.wire(), java.nio.charset.StandardCharsets.ISO_8859_1).contains("x-ndjson");
    }

    private static Shot make(Mutation mutation, long number) {
        return mutation.make(new Draft(number, mutation, new Chance(3, number), DOORS, "run"));
    }
}
