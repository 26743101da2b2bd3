package dev.cordon.connectors.vendor.carbonblack;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.ProcessKill;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Json;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Ends one process by live response, after a list of what runs: a number may belong to another process by now.
final class LiveKill implements ProcessKill {
    private static final Pattern RECEIPT = Pattern.compile("session ([0-9A-Za-z:-]{1,64}) command ([0-9]{1,18})");
    /// Kept of the lease: for the list, and then for the kill itself.
    private static final Duration FOR_THE_LIST = Duration.ofSeconds(6);

    private static final Duration FOR_THE_KILL = Duration.ofSeconds(3);

    private final Cloud cloud;

    LiveKill(Cloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Effect killing(Target.HostProcess process) {
        return new Kill(process);
    }

    private final class Kill implements Effect {
        private final Target.HostProcess process;
        private String receipt = "";
        private boolean gone;

        Kill(Target.HostProcess process) {
            this.process = process;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String earlier) {
            receipt = earlier;
        }

        /// What runs cannot be listed without a session; so it is known only by what became of our own requests.
        @Override
        public Look.State look() {
            var command = RECEIPT.matcher(receipt);
            if (gone) {
                return Look.State.CONTAINED;
            }
            if (!command.matches()) {
                cloud.device(process.host());
                return Look.State.FREE;
            }
            try {
                var state = LiveResponse.of(cloud, command.group(1)).command(command.group(2));
                return LiveResponse.ended(state) ? Look.State.CONTAINED : Look.State.CONTAINING;
            } catch (VendorException.Unavailable e) {
                if (e.vendorWell() && e.retryAfter().isEmpty()) {
                    // the session is over: the next list of what runs tells
                    return Look.State.FREE;
                }
                throw e;
            }
        }

        @Override
        public String ask(Ask ask) {
            var session = LiveResponse.open(cloud, process.host(), ask).await(ask, FOR_THE_LIST);
            var running = running(session, ask);
            if (running.isEmpty()) {
                gone = true;
                throw new VendorException.Conflict("the process does not run any more");
            }
            if (!running.get().is(process.image())) {
                throw new VendorException.Refused("process-changed", "the number belongs to another program now");
            }
            var number = session.start(Map.of("name", "kill", "pid", process.pid()), ask);
            receipt = "session " + session.id() + " command " + number;
            return receipt;
        }

        private Optional<Running> running(LiveResponse session, Ask ask) {
            var list = session.run(Map.of("name", "process list"), ask, FOR_THE_KILL)
                    .path("processes");
            if (!list.isArray() || list.isEmpty()) {
                throw new VendorException.Unavailable("unreadable answer: a device on which nothing runs");
            }
            return StreamSupport.stream(list.spliterator(), false)
                    .map(one -> Json.as(one, Running.class))
                    .filter(one -> one.pid() != null && one.pid() == process.pid())
                    .findFirst();
        }
    }

    private record Running(
            @JsonAlias("process_pid") @Nullable Long pid,
            @JsonAlias("process_path") @Nullable String path) {

        /// A path must be the same path, a name the last part of it. Where nobody said a program, any is meant.
        boolean is(@Nullable String image) {
            if (image == null) {
                return true;
            }
            var own = path == null ? "" : path;
            return image.matches(".*[\\\\/].*")
                    ? own.equalsIgnoreCase(image)
                    : last(own).equalsIgnoreCase(image);
        }

        private static String last(String path) {
            return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
        }
    }
}
