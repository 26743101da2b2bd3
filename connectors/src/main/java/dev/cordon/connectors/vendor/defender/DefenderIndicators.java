package dev.cordon.connectors.vendor.defender;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.IndicatorBlock;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tenant's list of indicators. Submitting overwrites what is there under the same value, whoever made it: so it is
/// read first, and what others made is left alone.
final class DefenderIndicators implements IndicatorBlock {
    private static final String PATH = "/api/indicators";
    private static final String OURS = "Cordon action ";
    private static final Set<String> BLOCKING = Set.of("block", "blockandremediate", "alertandblock");

    private final Defender defender;

    DefenderIndicators(Defender defender) {
        this.defender = defender;
    }

    @Override
    public Look.State probe(Target.Indicator indicator) {
        return entry(indicator).filter(Entry::blocksEverywhere).isPresent() ? Look.State.CONTAINED : Look.State.FREE;
    }

    @Override
    public String apply(Target.Indicator indicator, Ask ask) {
        var present = entry(indicator);
        if (present.filter(Entry::blocksEverywhere).isPresent()) {
            throw new VendorException.Conflict("the hash is blocked already");
        }
        if (present.isPresent() && !present.get().over()) {
            throw new VendorException.Refused(
                    "indicator-exists", "Defender has another rule for this hash, which would be overwritten");
        }
        var body = Map.<String, Object>of(
                "indicatorValue",
                indicator.value(),
                "indicatorType",
                type(indicator),
                "action",
                defender.tenant().indicatorAction().word,
                "title",
                "Blocked by Cordon",
                "description",
                OURS + ask.actionId(),
                "severity",
                "High",
                "generateAlert",
                true);
        var made = defender.http().write(Call.post(PATH, body), ask, Entry.class);
        if (!made.isFor(indicator)) {
            throw new VendorException.Unavailable("unreadable answer: another indicator than the one asked for");
        }
        return "indicator " + made.reference();
    }

    @Override
    public String revert(Target.Indicator indicator, Ask ask) {
        var entry = entry(indicator)
                .orElseThrow(() -> new VendorException.Conflict("Defender has no rule for this hash any more"));
        if (entry.description == null || !entry.description.startsWith(OURS)) {
            throw new VendorException.Refused("not-ours", "the rule for this hash is somebody else's");
        }
        var id = entry.reference();
        try {
            defender.http().write(Call.delete(PATH + "/" + id), ask);
        } catch (VendorException.Refused gone) {
            throw new VendorException.Conflict("Defender has no rule for this hash any more");
        }
        return "deleted indicator " + id;
    }

    private Optional<Entry> entry(Target.Indicator indicator) {
        var call = Call.get(PATH).query(Map.of("$filter", "indicatorValue eq '" + indicator.value() + "'"));
        var found = defender.http().read(call, Page.class).value.stream()
                .filter(entry -> entry.isFor(indicator))
                .toList();
        if (found.size() > 1) {
            throw new VendorException.Unavailable("unreadable answer: two indicators with one value");
        }
        return found.stream().findFirst();
    }

    private static String type(Target.Indicator indicator) {
        return switch (indicator.type()) {
            case "sha256" -> "FileSha256";
            case "sha1" -> "FileSha1";
            default -> "FileMd5";
        };
    }

    record Page(List<Entry> value) {
        Page {
            if (value == null) {
                throw new IllegalArgumentException("no list");
            }
        }
    }

    record Entry(
            @Nullable String id,
            @JsonProperty("indicatorValue") @Nullable String value,
            @JsonProperty("indicatorType") @Nullable String type,
            @Nullable String action,
            @Nullable String description,
            @Nullable String expirationTime,
            @Nullable List<String> rbacGroupNames) {

        String reference() {
            if (id == null || !id.matches("[0-9A-Za-z-]{1,64}")) {
                throw new VendorException.Unavailable("unreadable answer: an indicator without its id");
            }
            return id;
        }

        boolean isFor(Target.Indicator indicator) {
            return indicator.value().equalsIgnoreCase(value)
                    && DefenderIndicators.type(indicator).equalsIgnoreCase(type);
        }

        boolean blocksEverywhere() {
            return !over()
                    && (rbacGroupNames == null || rbacGroupNames.isEmpty())
                    && action != null
                    && BLOCKING.contains(action.toLowerCase(Locale.ROOT));
        }

        boolean over() {
            try {
                return expirationTime != null && Instant.parse(expirationTime).isBefore(Instant.now());
            } catch (DateTimeException e) {
                throw new VendorException.Unavailable("unreadable answer: an indicator's end");
            }
        }
    }
}
