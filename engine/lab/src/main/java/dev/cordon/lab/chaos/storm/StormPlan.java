package dev.cordon.lab.chaos.storm;

import dev.cordon.lab.chaos.Names;
import dev.cordon.lab.chaos.storm.StormAlert.Gravity;
import dev.cordon.lab.chaos.storm.StormAlert.Product;
import java.util.List;
import java.util.stream.IntStream;

/// Which alert comes when: each host's turn comes round, each product's too. Most are noise. On four hosts of ten one
/// alert of forty is ransomware at work; on one of ten, one of ten are stolen credentials.
record StormPlan(List<String> hosts, List<StormAlert> alerts) {
    private static final int CRITICAL_EVERY = 40;
    private static final int HIGH_EVERY = 10;

    static StormPlan of(int alerts, int hosts) {
        var names = Names.hosts(hosts);
        var products = Product.values();
        return new StormPlan(
                names,
                IntStream.range(0, alerts)
                        .mapToObj(n -> new StormAlert(
                                products[n % products.length],
                                Names.next(),
                                names.get(n % hosts),
                                gravity(n % hosts, n / hosts)))
                        .toList());
    }

    /// @param turn how often its host's turn has come
    private static Gravity gravity(int host, int turn) {
        if (host % 10 == 0) {
            return turn % HIGH_EVERY == 3 ? Gravity.HIGH : Gravity.LOW;
        }
        var attacked = host % 10 == 1 || host % 10 == 3 || host % 10 == 5 || host % 10 == 7;
        return attacked && turn % CRITICAL_EVERY == CRITICAL_EVERY / 2 ? Gravity.CRITICAL : Gravity.LOW;
    }

    /// How many alerts about this host.
    long about(String host) {
        return alerts.stream().filter(alert -> alert.host().equals(host)).count();
    }

    /// Whether one of its alerts has it isolated.
    boolean isolates(String host) {
        return alerts.stream().anyMatch(alert -> alert.host().equals(host) && alert.gravity() == Gravity.CRITICAL);
    }
}
