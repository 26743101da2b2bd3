package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.VendorException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The full path of one file on a host, in parts.
record HostPath(String text, List<String> components) {
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/][^\\p{Cntrl}*?\"<>|]{1,4000}");
    private static final Pattern OTHERS = Pattern.compile("/[^\\p{Cntrl}]{1,4000}");

    static HostPath of(String path, Client client) {
        var windows = client.system().equals("windows");
        if ((windows ? WINDOWS : OTHERS).matcher(path).matches()) {
            var components = Stream.of(path.split(windows ? "[\\\\/]" : "/", -1))
                    .filter(component -> !component.isEmpty())
                    .toList();
            // who approved the path read it, not where it leads
            if (components.stream().noneMatch(Set.of(".", "..")::contains) && components.size() > (windows ? 1 : 0)) {
                return new HostPath(path, components);
            }
        }
        throw new VendorException.Refused("bad-request", "this is no full path of one file on this host");
    }
}
