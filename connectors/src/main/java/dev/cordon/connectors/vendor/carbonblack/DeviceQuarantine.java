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
        return toggle(host, true, ask);
    }

    @Override
    public String revert(Target.Host host, Ask ask) {
        return toggle(host, false, ask);
    }

    @Override
    public Effect containing(Target.Host host) {
        return new Toggle(host, true);
    }

    @Override
    public Effect releasing(Target.Host host) {
        return new Toggle(host, false);
    }

    // 204 and nothing else: the receipt is the vendor's time, from which on a contact proves something.
    private String toggle(Target.Host host, boolean on, Ask ask) {
        var body = Map.of(
                "action_type", "QUARANTINE",
                "device_id", List.of(Cloud.id(host)),
                "options", Map.of("toggle", on ? "ON" : "OFF"));
        var answer = cloud.http().write(Call.post(cloud.path("/device_actions"), body), ask);
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
            accepted = matcher.matches() ? Instant.parse(matcher.group(1)) : null;
        }

        @Override
        public Look.State look() {
            var device = cloud.device(host);
            if (device.inQuarantine() != on) {
                return on ? Look.State.FREE : Look.State.CONTAINED;
            }
            return heard(device) ? goal() : on ? Look.State.CONTAINING : Look.State.FREEING;
        }

        // The header counts whole seconds. What we have not asked for we cannot date.
        private boolean heard(Device device) {
            var since = accepted;
            return since == null
                    || !awaitContact
                    || device.contact()
                            .filter(contact -> contact.isAfter(since.plusSeconds(1)))
                            .isPresent();
        }

        @Override
        public String ask(Ask ask) {
            accepted = Instant.now();
            var receipt = toggle(host, on, ask);
            resume(receipt);
            return receipt;
        }

        /// What is on its way is the wish that the console keeps for the sensor.
        @Override
        public boolean withdraw(Ask ask) {
            if (on) {
                toggle(host, false, ask);
            }
            return on;
        }
    }
}
