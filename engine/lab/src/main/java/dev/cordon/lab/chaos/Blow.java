package dev.cordon.lab.chaos;

import dev.cordon.lab.PartName;
import dev.cordon.lab.range.Fault;
import dev.cordon.lab.setting.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A blow, struck while containments are under way, and what must be true of them afterwards.
public enum Blow {
    CONNECTORS_KILLED_AFTER_THE_REQUEST_LEFT {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            midAction(site, EnumSet.of(PartName.CONNECTORS));
        }
    },
    SERVER_KILLED_BETWEEN_CLAIM_AND_SETTLE {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            midAction(site, EnumSet.of(PartName.SERVER));
        }
    },
    BROKER_KILLED_DURING_AN_ACTION {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            midAction(site, EnumSet.of(PartName.CAMUNDA));
        }
    },
    DATABASE_KILLED_DURING_AN_ACTION {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            midAction(site, EnumSet.of(PartName.POSTGRESQL));
        }
    },
    EVERYTHING_KILLED_DURING_AN_ACTION {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            midAction(site, EnumSet.of(PartName.POSTGRESQL, PartName.CAMUNDA, PartName.SERVER, PartName.CONNECTORS));
        }
    },
    BROKER_KILLED_WHILE_A_PERSON_IS_ASKED {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            whileAsked(site, EnumSet.of(PartName.CAMUNDA));
        }
    },
    SERVER_AND_DATABASE_KILLED_WHILE_A_PERSON_IS_ASKED {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            whileAsked(site, EnumSet.of(PartName.POSTGRESQL, PartName.SERVER));
        }
    },
    ANSWER_LOST_AFTER_THE_CHANGE {
        @Override
        public void strike(Site site) throws IOException, InterruptedException {
            var cases = new ArrayList<Case>();
            var hosts = Names.hosts(4);
            site.range().strike("contain", hosts.get(0), Fault.Kind.RESET_AFTER);
            site.range().strike("contain", hosts.get(1), Fault.Kind.STATUS_AFTER);
            site.range().strike("contain", hosts.get(2), Fault.Kind.TRUNCATE);
            site.range().strike("contain", hosts.get(3), Fault.Kind.EMPTY);
            for (var host : hosts) {
                cases.add(site.send(AlertText.critical(host)));
            }
            isolatedOnce(site, cases, hosts);
        }
    };

    private static final int AT_ONCE = 3;
    private static final Duration IN_FLIGHT = Duration.ofSeconds(4);

    /// Strikes, repairs, and returns when all of it has ended as it should. Throws a [Problem] where it has not.
    public abstract void strike(Site site) throws IOException, InterruptedException;

    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The vendor has done it and has not answered yet when the victims die.
    private static void midAction(Site site, EnumSet<PartName> victims) throws IOException, InterruptedException {
        var hosts = Names.hosts(AT_ONCE);
        var cases = new ArrayList<Case>();
        for (var host : hosts) {
            site.range().slow("contain", host, IN_FLIGHT, 1);
        }
        for (var host : hosts) {
            cases.add(site.send(AlertText.critical(host)));
        }
        cases.getLast().await("every request to reach the vendor", () -> {
            for (var host : hosts) {
                if (site.range().arrivals("contain", host).isEmpty()) {
                    return Optional.empty();
                }
            }
            return Optional.of(true);
        });
        site.kill(victims);
        site.start(victims);
        isolatedOnce(site, cases, hosts);
    }

    private static void isolatedOnce(Site site, List<Case> cases, List<String> hosts)
            throws IOException, InterruptedException {
        for (var i = 0; i < cases.size(); i++) {
            var end = cases.get(i).ended().path("end").asText();
            require(end.equals("Host isolated"), cases.get(i), "ended with: " + end);
            requireOne(site, cases.get(i), hosts.get(i));
        }
    }

    private static void whileAsked(Site site, EnumSet<PartName> victims) throws IOException, InterruptedException {
        var host = Names.host();
        var asked = site.send(AlertText.high(host, null));
        asked.task("approve-containment");
        site.kill(victims);
        site.start(victims);
        asked.decide("amina", "approve-containment", "approve");
        asked.decide("ravi", "review-containment", "keep");
        var end = asked.ended().path("end").asText();
        require(end.equals("Contained: kept"), asked, "ended with: " + end);
        requireOne(site, asked, host);
    }

    private static void requireOne(Site site, Case one, String host) throws IOException, InterruptedException {
        var sent = site.range().arrivals("contain", host).size();
        require(sent == 1, one, "%d requests to contain %s".formatted(sent, host));
    }

    private static void require(boolean so, Case one, String otherwise) {
        if (!so) {
            throw new Problem("%s: %s%n%s".formatted(one.number(), otherwise, one.story()));
        }
    }
}
