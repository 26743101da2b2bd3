package dev.cordon.connectors.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The inline policy by which a user is denied everything. Its statement's id says which access keys we have set
/// inactive, so that exactly those can be set active again: `Cordon` and each key's id, with an `x` between.
///
/// @param ours whether we wrote it, as far as its statement's id tells
/// @param holds whether it denies everything, whenever
/// @param keys ids
record DenyAll(boolean ours, boolean holds, NavigableSet<String> keys) {
    static final String NAME = "CordonDenyAll";
    static final Pattern KEY = Pattern.compile("[A-Z0-9]{16,128}");
    private static final Pattern ID = Pattern.compile("Cordon(x[A-Z0-9]{16,128})*");

    static DenyAll of(JsonNode statement) {
        var id = statement.path("Sid").asText();
        var ours = ID.matcher(id).matches();
        var keys = ours ? Stream.of(id.split("x")).skip(1) : Stream.<String>empty();
        return new DenyAll(
                ours,
                Policies.deniesAll(statement) && !statement.has("Condition"),
                keys.collect(Collectors.toCollection(TreeSet::new)));
    }

    static Map<String, Object> statement(Collection<String> keys) {
        var id = Stream.concat(Stream.of("Cordon"), keys.stream()).collect(Collectors.joining("x"));
        return Map.of("Sid", id, "Effect", "Deny", "Action", "*", "Resource", "*");
    }
}
