package dev.cordon.connectors.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.connectors.capability.Connector;
import dev.cordon.connectors.capability.HostLookup;
import dev.cordon.connectors.capability.Lookup.Matches;
import dev.cordon.connectors.capability.Product;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.Vendors;
import dev.cordon.contract.JobType;
import dev.cordon.contract.Target;
import dev.cordon.contract.connector.Errand.Responsible;
import dev.cordon.contract.connector.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FinderTest {
    private static final Target.Host ONE = new Target.Host("lab", "1", "WS-1", null, List.of(), null);
    private static final Target.Host TWO = new Target.Host("lab", "2", "WS-1", null, List.of(), null);

    private final MemoryLedger ledger = new MemoryLedger(new ManualTime(), new ArrayList<>());
    private final Estate estate = new Estate();

    @Test
    void one_live_match_is_the_target() {
        assertThat(find("WS-1", known(List.of(ONE), List.of(TWO)))).isEqualTo(new Answer.Found(ONE));
        assertThat(ledger.refusals).isEmpty();
    }

    @Test
    void two_live_matches_act_on_nothing_and_are_put_on_record() {
        assertThat(find("WS-1", known(List.of(ONE, TWO), List.of())))
                .isEqualTo(new Answer.Unresolved("target-ambiguous", "more than one has this name", List.of(ONE, TWO)));
        assertThat(ledger.refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("target-ambiguous");
            assertThat(refusal.candidates()).containsExactly(ONE, TWO);
        });
    }

    @Test
    void one_match_at_each_of_two_vendors_is_ambiguous() {
        assertThat(find("WS-1", known(List.of(ONE), List.of()), known(List.of(TWO), List.of())))
                .isInstanceOf(Answer.Unresolved.class);
    }

    @Test
    void what_is_only_remembered_is_not_found_but_shown() {
        assertThat(find("WS-1", known(List.of(), List.of(ONE))))
                .isEqualTo(
                        new Answer.Unresolved("target-not-found", "nothing in use today has this name", List.of(ONE)));
    }

    @Test
    void nothing_is_asked_about_what_cannot_be_a_name() {
        for (var name : List.of("", "  ", "a\nb", "x".repeat(256))) {
            assertThat(find(name, new Known(() -> {
                        throw new AssertionError("asked the vendor");
                    })))
                    .isInstanceOf(Answer.Unresolved.class);
        }
        assertThat(ledger.refusals).hasSize(4);
    }

    @Test
    void a_vendor_that_cannot_answer_leaves_the_question_open_though_another_knows_one() {
        var away = new Known(() -> {
            throw new VendorException.Unavailable("503", Duration.ofSeconds(7));
        });
        assertThat(find("WS-1", known(List.of(ONE), List.of()), away))
                .isEqualTo(new Answer.Later(Duration.ofSeconds(7), "503"));
    }

    @Test
    void only_the_connector_that_is_responsible_for_a_name_is_asked() {
        estate.learn(List.of(
                new Responsible("account", "*", "lab-1"),
                new Responsible("host", "srv-*", "lab-1"),
                new Responsible("host", "WS-*", "lab-0")));
        var away = new Known(() -> {
            throw new VendorException.Unavailable("503");
        });

        assertThat(find("ws-1", known(List.of(ONE), List.of()), away)).isEqualTo(new Answer.Found(ONE));
        assertThat(find("SRV-1", known(List.of(ONE), List.of()), away)).isInstanceOf(Answer.Later.class);
        assertThat(find("SRV-1", known(List.of(ONE), List.of())))
                .isEqualTo(new Answer.Blocked("lab-1 is responsible for it, and is not configured"));
    }

    @Test
    void a_refusal_that_is_not_on_record_is_not_given() {
        ledger.silentFor = 1;

        assertThat(find("WS-1", known(List.of(), List.of()))).isInstanceOf(Answer.Later.class);
    }

    @Test
    void without_a_vendor_a_person_is_asked() {
        assertThat(find("WS-1")).isInstanceOf(Answer.Blocked.class);
    }

    private Answer find(String name, HostLookup... lookups) {
        var connectors = IntStream.range(0, lookups.length)
                .mapToObj(number -> new Connector(
                        "lab-" + number, "lab", List.of(lookups[number]), List::of, FinderTest::well, workers -> {}))
                .toList();
        return new Finder(ledger, new Vendors(List.of(new Lab(connectors))), estate)
                .find(new Query(JobType.HOST_FIND, "incident", "run", "find", name), "host", HostLookup.class);
    }

    private record Lab(List<Connector> connectors) implements Product {
        @Override
        public String name() {
            return "lab";
        }
    }

    private static Health well() {
        return new Health(0, 0, null, "closed", null, null, null, null);
    }

    private static Known known(List<Target.Host> live, List<Target.Host> stale) {
        return new Known(() -> new Matches<>(live, stale));
    }

    private record Known(Supplier<Matches<Target.Host>> matches) implements HostLookup {
        @Override
        public Matches<Target.Host> find(String query) {
            return matches.get();
        }
    }
}
