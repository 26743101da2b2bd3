package dev.cordon.engine.playbook;

import dev.cordon.engine.playbook.DecisionTable.Cell;
import dev.cordon.engine.playbook.DecisionTable.Literal;
import dev.cordon.engine.playbook.DecisionTable.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.dmn.parser.FeelExpression;
import org.camunda.dmn.parser.ParsedDecision;
import org.camunda.dmn.parser.ParsedDecisionTable;
import org.camunda.dmn.parser.ParsedExpression;
import org.camunda.dmn.parser.ParsedRule;
import org.camunda.feel.syntaxtree.ConstNull$;
import org.camunda.feel.syntaxtree.ConstNumber;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import scala.Product;
import scala.jdk.javaapi.CollectionConverters;

/// Reads a table out of the DMN engine's syntax trees.
final class DecisionTables {
    private static final Cell EMPTY = new Cell("", Set.of(), Set.of(), List.of(), Optional.empty());

    private DecisionTables() {}

    static DecisionTable of(ParsedDecision decision) {
        if (!(decision.logic() instanceof ParsedDecisionTable table)) {
            throw new UnreadableDecision(decision.id() + " is not a decision table");
        }
        return new DecisionTable(
                String.valueOf(table.hitPolicy()),
                java(table.inputs()).stream()
                        .map(input -> cell(input.expression()))
                        .toList(),
                java(table.outputs()).stream().map(output -> output.name()).toList(),
                java(table.rules()).stream().map(DecisionTables::rule).toList());
    }

    private static Rule rule(ParsedRule rule) {
        var outputs = new LinkedHashMap<String, Cell>();
        java(rule.outputEntries()).forEach(entry -> outputs.put(entry._1(), cell(entry._2())));
        return new Rule(
                rule.id(),
                java(rule.inputEntries()).stream().map(DecisionTables::cell).toList(),
                outputs);
    }

    private static Cell cell(ParsedExpression expression) {
        if (!(expression instanceof FeelExpression feel)) {
            return EMPTY;
        }
        var tree = feel.expression().expression();
        var found = new Found();
        found.walk(tree);
        found.read.removeAll(found.declared);
        return new Cell(
                feel.expression().text(),
                Set.copyOf(found.read),
                Set.copyOf(found.functions),
                List.copyOf(found.constructs),
                literal(tree));
    }

    private static Optional<Literal> literal(Exp tree) {
        return switch (tree) {
            case ConstString text -> Optional.of(new Literal.Text(text.value()));
            case ConstNumber number ->
                Optional.of(new Literal.Count(number.value().bigDecimal()));
            case ConstNull$ ignored -> Optional.of(new Literal.Nothing());
            default -> Optional.empty();
        };
    }

    private static <T> List<T> java(scala.collection.Iterable<T> items) {
        return new ArrayList<>(CollectionConverters.asJavaCollection(items));
    }

    private static final class Found {
        private final Set<String> read = new HashSet<>();
        private final Set<String> declared = new HashSet<>();
        private final Set<String> functions = new HashSet<>();
        private final List<String> constructs = new ArrayList<>();

        private void walk(Object node) {
            switch (node) {
                case scala.collection.Iterable<?> nodes -> java(nodes).forEach(this::walk);
                case Product product -> {
                    note(product);
                    for (int i = 0; i < product.productArity(); i++) {
                        walk(product.productElement(i));
                    }
                }
                default -> {}
            }
        }

        private void note(Product node) {
            if (node instanceof Exp) {
                constructs.add(node.productPrefix());
            }
            switch (node) {
                case Ref ref -> read.add(ref.names().head());
                case FunctionInvocation call -> functions.add(call.function());
                case SomeItem some -> java(some.iterators()).forEach(iterator -> declared.add(iterator._1()));
                case EveryItem every -> java(every.iterators()).forEach(iterator -> declared.add(iterator._1()));
                default -> {}
            }
        }
    }
}
