package dev.cordon.connectors.vendor.elastic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.AlertClosing;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.capability.VerdictWords;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The workflow status of one detection alert. An alert has no place for a comment; the reason of its closing has one
/// word, in new versions.
final class SignalClosing implements AlertClosing {
    static final String SEARCH = "/api/detection_engine/signals/search";
    static final String STATUS = "/api/detection_engine/signals/status";
    private static final String FIELD = "kibana.alert.workflow_status";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Kibana kibana;
    private final VerdictWords words;

    SignalClosing(Kibana kibana, VerdictWords words) {
        this.kibana = kibana;
        this.words = words;
    }

    @Override
    public Effect closing(Target.SourceAlert alert, Closing closing) {
        if (!ID.matcher(alert.id()).matches()) {
            throw new VendorException.Refused("target-not-found", "this is no id of an Elastic alert");
        }
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return state(status(alert.id()));
            }

            @Override
            public String ask(Ask ask) {
                return close(alert.id(), closing, ask);
            }
        };
    }

    private static Look.State state(String status) {
        return switch (status) {
            case "closed" -> Look.State.CONTAINED;
            case "open", "acknowledged", "in-progress" -> Look.State.FREE;
            default -> throw new VendorException.Unavailable("unreadable answer: an unknown workflow status");
        };
    }

    private String status(String id) {
        var query = Map.of("query", Map.of("ids", Map.of("values", List.of(id))), "size", 2, "_source", List.of(FIELD));
        var answer = kibana.http().read(Call.post(SEARCH, query), Found.class);
        if (answer.timed_out() || answer._shards().failed() > 0) {
            throw new VendorException.Unavailable("not all of the alerts could be searched");
        }
        var hits = answer.hits().hits();
        if (hits.isEmpty()) {
            throw new VendorException.Refused("target-not-found", "Elastic knows no such alert in this space");
        }
        if (hits.size() > 1 || !id.equals(hits.getFirst()._id())) {
            throw new VendorException.Unavailable("unreadable answer: another alert than the one asked for");
        }
        return hits.getFirst().status();
    }

    private String close(String id, Closing closing, Ask ask) {
        var body = new LinkedHashMap<String, Object>();
        body.put("signal_ids", List.of(id));
        body.put("status", "closed");
        words.wordFor(closing.verdict()).ifPresent(reason -> body.put("reason", reason));
        var answer = kibana.http().write(Call.post(STATUS, body), ask, Updated.class);
        if (!answer.failures().isEmpty()) {
            throw new VendorException.Unavailable("Elastic could not write the status");
        }
        if (answer.version_conflicts() > 0) {
            throw new VendorException.Conflict("somebody else is changing the alert");
        }
        if (answer.updated() != 1) {
            throw new VendorException.Refused("target-not-found", "Elastic knows no such alert in this space");
        }
        return "closed" + words.wordFor(closing.verdict()).map(" as "::concat).orElse("");
    }

    record Found(boolean timed_out, Shards _shards, Hits hits) {
        Found {
            if (_shards == null || hits == null) {
                throw new IllegalArgumentException("no hits");
            }
        }
    }

    record Shards(int failed) {}

    record Hits(List<Hit> hits) {
        Hits {
            if (hits == null) {
                throw new IllegalArgumentException("no hits");
            }
            hits = List.copyOf(hits);
        }
    }

    record Hit(String _id, JsonNode _source) {
        Hit {
            if (_id == null || _source == null) {
                throw new IllegalArgumentException("no document");
            }
        }

        /// A field's name is flat where the alert was written by a rule, and nested where it was migrated.
        String status() {
            var flat = _source.path(FIELD);
            return (flat.isMissingNode() ? _source.at("/" + FIELD.replace('.', '/')) : flat).asText();
        }
    }

    record Updated(Integer updated, int version_conflicts, List<JsonNode> failures) {
        Updated {
            if (updated == null) {
                throw new IllegalArgumentException("no count");
            }
            failures = failures == null ? List.of() : List.copyOf(failures);
        }
    }
}
