package dev.cordon.lab.bench.intake;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;

/// Whether what was answered with 202 is there, each once, told to its incident, and routed.
///
/// @param accepted different alerts that were answered with 202
/// @param stored rows, those among them of which the sender does not know
/// @param lost answered with 202, and not there
/// @param miscounted incidents whose number of alerts is not that of their rows, or not that of their timeline's lines
/// @param unrouted alerts without the line that says what was decided
record Verdict(long accepted, long stored, long lost, long miscounted, long unrouted) {

    /// Of one measurement, once its backlog is done.
    static Verdict of(Owner owner, String phase, Tally tally) throws SQLException {
        var singles = numbers(owner, "wazuh", phase + "/");
        var batches = numbers(owner, "elastic", phase + "-");
        return new Verdict(
                tally.different(),
                singles.cardinality() + batches.cardinality(),
                missing(tally.singles(), 1, singles) + missing(tally.batches(), Mix.BATCH, batches),
                owner.number(MISCOUNTED, incidents(phase)),
                owner.number(UNROUTED, incidents(phase)));
    }

    private static String incidents(String phase) {
        return "host:" + AlertDraft.host(phase).replace(Letter.HOST, "").toLowerCase(java.util.Locale.ROOT) + "%";
    }

    private static final String MISCOUNTED = """
        select count(*) from incident i where grouping_key like ?
          and (alerts <> (select count(*) from alert a where a.incident_id = i.id)
            or alerts <> (select count(*) from timeline_entry e where e.incident_id = i.id and kind = 'alert-received'))
        """;

    private static final String UNROUTED = """
        select coalesce(sum(alerts - (select count(*) from timeline_entry e where e.incident_id = i.id
                                      and kind = 'alert-routed')), 0)
        from incident i where grouping_key like ?
        """;

    private static BitSet numbers(Owner owner, String source, String prefix) throws SQLException {
        var numbers = new BitSet();
        owner.list(
                        "select reference from alert where source = ? and starts_with(reference, ?)",
                        row -> Integer.parseInt(row.getString(1).substring(prefix.length())),
                        source,
                        prefix)
                .forEach(numbers::set);
        return numbers;
    }

    private static long missing(BitSet accepted, int alerts, BitSet stored) {
        return accepted.stream()
                .flatMap(number -> java.util.stream.IntStream.range(number * alerts, (number + 1) * alerts))
                .filter(number -> !stored.get(number))
                .count();
    }

    boolean good() {
        return lost == 0 && miscounted == 0 && unrouted == 0;
    }

    List<Object> cells(String phase) {
        return List.of(phase, accepted, stored, lost, miscounted, unrouted);
    }
}
