package dev.cordon.lab.process;

import dev.cordon.lab.setting.Port;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a part runs, and how one knows that it is there.
public interface Program {
    /// The first is the one people mean when they ask for the part's port.
    List<Port> ports();

    /// What must exist before the first start: unpacked files, a data directory. Repeating it is cheap and harmless.
    /// It tells `progress` what takes long.
    void prepare(Consumer<String> progress) throws IOException, InterruptedException;

    Command command() throws IOException;

    /// Asked again and again after a start; an exception means "not yet".
    boolean ready() throws Exception;

    /// What it needs once it answers, before anybody else may use it. Repeating it is harmless.
    default void furnish() throws Exception {}

    /// What a person can do about it, if the end of its log tells.
    default Optional<String> remedy(String log) {
        return Optional.empty();
    }

    /// The signal that ends it in order.
    default String stopSignal() {
        return "TERM";
    }
}
