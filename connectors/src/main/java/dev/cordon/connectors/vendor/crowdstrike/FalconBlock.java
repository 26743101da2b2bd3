package dev.cordon.connectors.vendor.crowdstrike;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.IndicatorBlock;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hash among the tenant's own indicators, with the action `prevent` on all hosts.
///
/// Only entries whose source says that they are ours are ever deleted, and only by their id: next to a filter the
/// product ignores the ids.
final class FalconBlock implements IndicatorBlock {
    private static final String ENTITIES = "/iocs/entities/indicators/v1";
    private static final String QUERIES = "/iocs/queries/indicators/v1";
    private static final String OURS = "cordon";

    private final Falcon falcon;

    FalconBlock(Falcon falcon) {
        this.falcon = falcon;
    }

    @Override
    public Look.State probe(Target.Indicator indicator) {
        return entries(indicator).stream().anyMatch(Entry::prevents) ? Look.State.CONTAINED : Look.State.FREE;
    }

    @Override
    public String apply(Target.Indicator indicator, Ask ask) {
        var entry = Map.of(
                "type",
                type(indicator),
                "value",
                indicator.value(),
                "action",
                "prevent",
                "severity",
                "high",
                "platforms",
                List.of("windows", "mac", "linux"),
                "applied_globally",
                true,
                "source",
                OURS,
                "description",
                "action " + ask.actionId());
        var answer = falcon.http()
                .write(
                        Call.post(
                                ENTITIES + "?ignore_warnings=true&retrodetects=false",
                                Map.of("indicators", List.of(entry))),
                        ask,
                        Envelope.class);
        return "indicator " + answer.only(Entry.class).id;
    }

    @Override
    public String revert(Target.Indicator indicator, Ask ask) {
        var ours = entries(indicator).stream().filter(Entry::ours).toList();
        if (ours.isEmpty()) {
            throw new VendorException.Refused("not-ours", "somebody else made this entry");
        }
        if (ours.size() > 1) {
            throw new VendorException.Refused("ambiguous-entry", "there are several entries of ours for it");
        }
        var id = String.valueOf(ours.getFirst().id);
        falcon.http()
                .write(Call.delete(ENTITIES).query(Map.of("ids", id)), ask, Envelope.class)
                .clean();
        return "indicator " + id;
    }

    private List<Entry> entries(Target.Indicator indicator) {
        var filter = "type:'%s'+value:'%s'".formatted(type(indicator), indicator.value());
        var ids = falcon.http()
                .read(Call.get(QUERIES).query(Map.of("filter", filter, "limit", "100")), Envelope.class)
                .all(String.class);
        if (ids.isEmpty()) {
            return List.of();
        }
        var query = String.join("&ids=", ids.stream().map(Call::segment).toList());
        return falcon.http().read(Call.get(ENTITIES + "?ids=" + query), Envelope.class).all(Entry.class).stream()
                .filter(entry -> indicator.value().equalsIgnoreCase(entry.value))
                .toList();
    }

    private static String type(Target.Indicator indicator) {
        if (indicator.type().equals("sha1")) {
            throw new VendorException.Refused("unsupported-indicator", "Falcon blocks by SHA-256 or MD5 only");
        }
        return indicator.type();
    }

    private record Entry(
            @Nullable String id,
            @Nullable String value,
            @Nullable String action,
            @Nullable String source) {
        boolean prevents() {
            return action != null && action.startsWith("prevent");
        }

        boolean ours() {
            return OURS.equals(source);
        }
    }
}
