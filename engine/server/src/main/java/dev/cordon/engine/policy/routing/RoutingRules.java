package dev.cordon.engine.policy.routing;

import dev.cordon.contract.JobType;
import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.playbook.DecisionTable;
import dev.cordon.engine.playbook.DecisionTable.Cell;
import dev.cordon.engine.playbook.DecisionTable.Literal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a table must be to route alerts: its outcomes are written out, so that nothing in an alert can make up another;
/// and it is a function of the alert that ends soon, whatever the alert says.
final class RoutingRules {
    private static final Set<String> OUTPUTS = Set.of("playbook", "mode", "severity");
    private static final Set<String> MODES = Set.of("run", "propose", "record");
    private static final int MOST_RULES = 1_000;
    private static final int MOST_QUANTIFIERS = 2;
    private static final int HIGHEST_SEVERITY = 6;

    /// Without regular expressions, which can take for ever on a text that a sender chooses, and without the clock.
    private static final Set<String> FUNCTIONS = Set.of(
            "contains",
            "starts with",
            "ends with",
            "lower case",
            "upper case",
            "string length",
            "substring",
            "substring before",
            "substring after",
            "list contains",
            "count",
            "is empty",
            "is defined",
            "not");

    private static final Set<String> CONSTRUCTS = Set.of(
            "ConstNull",
            "ConstInputValue",
            "ConstNumber",
            "ConstBool",
            "ConstString",
            "ConstList",
            "ConstRange",
            "Ref",
            "If",
            "In",
            "Equal",
            "LessThan",
            "LessOrEqual",
            "GreaterThan",
            "GreaterOrEqual",
            "Conjunction",
            "Disjunction",
            "Not",
            "AtLeastOne",
            "UnaryTestExpression",
            "InputEqualTo",
            "InputLessThan",
            "InputLessOrEqual",
            "InputGreaterThan",
            "InputGreaterOrEqual",
            "InputInRange",
            "SomeItem",
            "EveryItem",
            "FunctionInvocation");

    private final Catalogue catalogue;
    private final List<String> complaints = new ArrayList<>();

    private RoutingRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// Empty: nothing to complain about.
    static List<String> complaints(DecisionTable table, Catalogue catalogue) {
        var rules = new RoutingRules(catalogue);
        rules.check(table);
        return rules.complaints;
    }

    private void check(DecisionTable table) {
        if (!table.hitPolicy().equals("FIRST")) {
            complaints.add("The hit policy is FIRST: exactly one rule decides.");
        }
        if (!new HashSet<>(table.outputs()).equals(OUTPUTS) || table.outputs().size() != OUTPUTS.size()) {
            complaints.add("The outputs are playbook, mode and severity.");
            return;
        }
        if (table.rules().size() > MOST_RULES) {
            complaints.add("At most %d rules.".formatted(MOST_RULES));
            return;
        }
        for (int i = 0; i < table.inputs().size(); i++) {
            var where = "Input %d".formatted(i + 1);
            expression(where, table.inputs().get(i));
            if (table.inputs().get(i).variables().isEmpty()) {
                complaints.add(where + " reads nothing of the alert.");
            }
        }
        for (int i = 0; i < table.rules().size(); i++) {
            var rule = table.rules().get(i);
            var where = "Rule %d (%s)".formatted(i + 1, rule.id());
            rule.conditions().forEach(cell -> expression(where, cell));
            outcome(where, rule);
        }
    }

    private void expression(String where, Cell cell) {
        unknown(where, "reads", cell.variables().stream(), Facts.NAMES);
        unknown(where, "calls", cell.functions().stream(), FUNCTIONS);
        unknown(where, "uses", cell.constructs().stream().distinct(), CONSTRUCTS);
        var quantifiers = cell.constructs().stream()
                .filter(construct -> construct.equals("SomeItem") || construct.equals("EveryItem"))
                .count();
        if (quantifiers > MOST_QUANTIFIERS) {
            complaints.add("%s: at most %d of some and every in one cell.".formatted(where, MOST_QUANTIFIERS));
        }
    }

    private void unknown(String where, String verb, Stream<String> used, Set<String> known) {
        used.filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> complaints.add("%s %s %s; it may be one of %s."
                        .formatted(where, verb, name, String.join(", ", sorted(known)))));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private void outcome(String where, DecisionTable.Rule rule) {
        var playbook = text(where, "playbook", rule);
        var mode = text(where, "mode", rule);
        if (!MODES.contains(mode)) {
            complaints.add(where + ": the mode is \"run\", \"propose\" or \"record\", written out.");
        }
        if (!playbook.isEmpty() && !routable(playbook)) {
            complaints.add("%s: there is no playbook %s that an alert may start.".formatted(where, playbook));
        }
        if (playbook.isEmpty() != mode.equals("record")) {
            complaints.add(where + ": run and propose name a playbook, record names none.");
        }
        if (!severity(rule.outputs().get("severity"))) {
            complaints.add(where + ": the severity is null or a whole number from 0 to 6, written out.");
        }
    }

    private String text(String where, String output, DecisionTable.Rule rule) {
        var cell = rule.outputs().get(output);
        if (cell != null && cell.literal().orElse(null) instanceof Literal.Text(var value)) {
            return value;
        }
        complaints.add("%s: the %s is a text, written out.".formatted(where, output));
        return "";
    }

    /// What only releases is started from the containment register, for what stands there.
    private boolean routable(String id) {
        return catalogue
                .playbook(id)
                .filter(it -> it.contains() || !it.effects().contains(JobType.Effect.RELEASES))
                .isPresent();
    }

    private static boolean severity(@org.jspecify.annotations.Nullable Cell cell) {
        return cell != null
                && (cell.text().isEmpty()
                        || switch (cell.literal().orElse(null)) {
                            case Literal.Nothing() -> true;
                            case Literal.Count(var value) ->
                                value.stripTrailingZeros().scale() <= 0
                                        && value.signum() >= 0
                                        && value.intValue() <= HIGHEST_SEVERITY;
                            case Literal.Text ignored -> false;
                            case null -> false;
                        });
    }
}
