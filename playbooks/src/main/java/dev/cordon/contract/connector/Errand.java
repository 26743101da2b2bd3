package dev.cordon.contract.connector;

import java.util.List;

/// What the server answers to a report.
///
/// @param workers how many processes report now: they share each vendor's rate budget
/// @param check names of the connectors whose preflight shall run now
/// @param estate which connector is responsible for which names; the first one that fits counts
public record Errand(int workers, List<String> check, List<Responsible> estate) {
    public Errand {
        check = check == null ? List.of() : List.copyOf(check);
        estate = estate == null ? List.of() : List.copyOf(estate);
    }

    /// @param kind `host` or `account`
    /// @param pattern of the name as an alert says it; `*` stands for any characters, case does not matter
    public record Responsible(String kind, String pattern, String connector) {}
}
