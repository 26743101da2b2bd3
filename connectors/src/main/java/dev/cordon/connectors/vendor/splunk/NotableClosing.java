package dev.cordon.connectors.vendor.splunk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.AlertClosing;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Closing;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import dev.cordon.contract.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Closes one notable: status, disposition and comment in one review entry. How it is can only be searched for.
final class NotableClosing implements AlertClosing {
    static final String UPDATE = "/services/notable_update";
    /// Nothing in it means anything in a search.
    private static final Pattern ID =
            Pattern.compile("[A-Za-z0-9._-]{1,80}@@[A-Za-z0-9._-]{1,40}@@[A-Za-z0-9._-]{1,80}");

    /// By their names: a number means what an administrator made of it.
    private static final Set<String> OVER = Set.of("closed", "resolved");

    private final SearchHead head;
    private final NotableSearch search;

    NotableClosing(SearchHead head) {
        this.head = head;
        this.search = new NotableSearch(head);
    }

    @Override
    public Effect closing(Target.SourceAlert alert, Closing closing) {
        if (!ID.matcher(alert.id()).matches()) {
            throw new VendorException.Refused("target-not-found", "this is no id of a notable");
        }
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return state(search.byId(alert.id()));
            }

            @Override
            public String ask(Ask ask) {
                return close(alert, closing, ask);
            }
        };
    }

    private Look.State state(JsonNode notable) {
        var number = notable.path("status").asText();
        var label = notable.path("status_label").asText();
        if (number.isEmpty() && label.isEmpty()) {
            throw new VendorException.Unavailable("unreadable answer: a notable without a status");
        }
        return number.equals(head.config().closedStatus()) || OVER.contains(label.toLowerCase(Locale.ROOT))
                ? Look.State.CONTAINED
                : Look.State.FREE;
    }

    private String close(Target.SourceAlert alert, Closing closing, Ask ask) {
        var form = new LinkedHashMap<String, String>();
        form.put("ruleUIDs", alert.id());
        form.put("status", head.config().closedStatus());
        disposition(closing.verdict()).ifPresent(disposition -> form.put("disposition", disposition));
        form.put("comment", closing.note(ask));
        form.put("output_mode", "json");
        var answer = head.http().write(Call.form(UPDATE, form), ask, Updated.class);
        if (!answer.success() || answer.failure_count() > 0) {
            throw new VendorException.Refused(
                    "not-updated", "Splunk did not update the notable: no such id, or the step is not allowed");
        }
        if (answer.success_count() != null && answer.success_count() != 1) {
            throw new VendorException.Unavailable("unreadable answer: not one notable was updated");
        }
        return "closed" + disposition(closing.verdict()).map(" with "::concat).orElse("");
    }

    /// As Enterprise Security is delivered; `none` where a version has none.
    private Optional<String> disposition(Verdict verdict) {
        var word = head.config()
                .wordFor(verdict)
                .orElse(
                        switch (verdict) {
                            case TRUE_POSITIVE -> "disposition:1";
                            case BENIGN, TEST -> "disposition:2";
                            case FALSE_POSITIVE -> "disposition:3";
                            case DUPLICATE -> "disposition:5";
                            case SUSPICIOUS, INSUFFICIENT_DATA -> "disposition:6";
                        });
        return Optional.of(word).filter(text -> !text.equals("none"));
    }

    record Updated(Boolean success, @Nullable Integer success_count, int failure_count) {
        Updated {
            if (success == null) {
                throw new IllegalArgumentException("no answer");
            }
        }
    }
}
