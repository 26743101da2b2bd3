package dev.cordon.connectors.vendor.carbonblack;

import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.HostIsolation;
import dev.cordon.connectors.http.Call;
import dev.cordon.connectors.http.HttpAnswer;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Quarantine of one device. `search` instead of `device_id` would act on every match; it does not occur here.
final class DeviceQuarantine implements HostIsolation {
    private static final Pattern RECEIPT = Pattern.compile("quarantine (?:on|off), accepted ([0-9TZ:.-]{20,30})");

    private final Cloud cloud;
    private final boolean awaitContact;

    DeviceQuarantine(Cloud cloud, boolean awaitContact) {
        this.cloud = cloud;
        this.awaitContact = awaitContact;
    }

    @Override
    public Look.State probe(Target.Host host) {
        return cloud.device(host).inQuarantine() ? Look.State.CONTAINED : Look.State.FREE;
    }

    @Override
    public String apply(Target.Host host, Ask ask) {
        return receipt(true, toggle(host, true, ask));
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return receipt(false, toggle(host, false, ask));
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Toggle(host, true);
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Toggle(host, false);
    }

    private HttpAnswer toggle(Target.Host host, boolean on, Ask ask) {
        var body = Map.of(
                "action_type", "QUARANTINE",
                "device_id", List.of(Cloud.id(host)),
                "options", Map.of("toggle", on ? "ON" : "OFF"));
        return cloud.http().write(Call.post(cloud.path("/device_actions"), body), ask);
    }

    // 204 and nothing else: the receipt is the vendor's time, from which on a contact proves something.
    private static String receipt(boolean on, HttpAnswer answer) {
        return "quarantine %s, accepted %s".formatted(on ? "on" : "off", time(answer));
    }

    private static Instant time(HttpAnswer answer) {
        try {
            return answer.header("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(Instant::now);
        } catch (DateTimeException e) {
            return Instant.now();
        }
    }

    private final class Toggle implements Effect {
        private final Target.Host host;
        private final boolean on;
        private @Nullable Instant accepted;
        private @Nullable Instant withdrawn;
        private boolean undated;

        Toggle(Target.Host host, boolean on) {
            this.host = host;
            this.on = on;
        }

        @Override
        public Look.State goal() {
            return on ? Look.State.CONTAINED : Look.State.FREE;
        }

        @Override
        public void resume(String receipt) {
            var matcher = RECEIPT.matcher(receipt);
            undated = !matcher.matches();
            accepted = undated ? null : Instant.parse(matcher.group(1));
        }

        // Without the receipt nobody knows when it was asked: only a contact after our first look proves something.
        @Override
        public Look.State look() {
            var device = cloud.device(host);
            if (undated) {
                undated = false;
                accepted = device.contact().orElse(Instant.EPOCH);
            }
            if (device.inQuarantine() != on) {
                return on ? withoutWish(device) : Look.State.CONTAINED;
            }
            return heard(device, accepted) ? goal() : on ? Look.State.CONTAINING : Look.State.FREEING;
        }

        /// A sensor that heard of the wish before it was taken back stays in quarantine until it hears of that, too.
        private Look.State withoutWish(Device device) {
            var mayHaveHeard = withdrawn != null && heard(device, accepted);
            return mayHaveHeard && !heard(device, withdrawn) ? Look.State.FREEING : Look.State.FREE;
        }

        // The header counts whole seconds. What we have not asked for we cannot date.
        private boolean heard(Device device, @Nullable Instant since) {
            return since == null
                    || !awaitContact
                    || device.contact()
                            .filter(contact -> contact.isAfter(since.plusSeconds(1)))
                            .isPresent();
        }

        @Override
        public String ask(Ask ask) {
            undated = false;
            accepted = Instant.now();
            var answer = toggle(host, on, ask);
            accepted = time(answer);
            return receipt(on, answer);
        }

        /// What is on its way is the wish that the console keeps for the sensor.
        @Override
        public boolean withdraw(Ask ask) {
            if (on) {
                withdrawn = Instant.now();
                withdrawn = time(toggle(host, false, ask));
            }
            return on;
        }
    }
}
