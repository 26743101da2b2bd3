package dev.cordon.connectors.job;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Which process this is, for people who read the ledger.
final class ProcessName {
    private ProcessName() {}

    static String own() {
        return host() + "-" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}
