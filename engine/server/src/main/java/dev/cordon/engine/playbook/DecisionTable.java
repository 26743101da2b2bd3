package dev.cordon.engine.playbook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A decision table as its author wrote it: what a check reads before it is trusted.
///
/// @param hitPolicy `FIRST`, `UNIQUE`, ...
/// @param outputs their names, in order
public record DecisionTable(String hitPolicy, List<Cell> inputs, List<String> outputs, List<Rule> rules) {

    /// @param outputs by name
    public record Rule(String id, List<Cell> conditions, Map<String, Cell> outputs) {}

    /// One expression.
    ///
    /// @param variables that it reads, without those it declares itself
    /// @param functions that it calls
    /// @param constructs what it is made of, in the words of the FEEL engine's syntax tree
    /// @param literal what it is, where it is a text, a number or null written out
    public record Cell(
            String text,
            Set<String> variables,
            Set<String> functions,
            List<String> constructs,
            Optional<Literal> literal) {}

    public sealed interface Literal {
        record Text(String value) implements Literal {}

        record Count(BigDecimal value) implements Literal {}

        record Nothing() implements Literal {}
    }
}
