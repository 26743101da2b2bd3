package dev.cordon.lab.range;

import java.util.stream.Collectors;

/// What a person sees who opens the range in a browser: that none of it is real.
final class Face {
    private Face() {}

    static Reply of(Vendors vendors) {
        var list = vendors.all().stream().map(played -> line(played.vendor())).collect(Collectors.joining("\n"));
        return Reply.text(200, "text/html; charset=utf-8", """
            <!doctype html><html lang="en"><title>Cordon range (simulated)</title>
            <h1>Cordon range: a simulation</h1>
            <p>Answers like the vendors' interfaces below, so that playbooks can be tried without touching a real machine or
            account. It is not made by any of these companies. Nothing here exists: no host, no sensor, no person, no
            containment.</p>
            <ul>%s</ul>
            <ul><li><a href="/_range/hosts">hosts</a></li><li><a href="/_range/people">people</a></li>
            <li><a href="/_range/indicators">blocked indicators</a></li>
            <li><a href="/_range/witness">witness: every request that changed something</a></li>
            <li><a href="/_range/faults">faults</a></li></ul></html>
            """.formatted(list));
    }

    private static String line(Vendor vendor) {
        return "<li><code>/%s</code> is not %s. %s</li>"
                .formatted(vendor.name(), vendor.product(), vendor.peculiarities());
    }
}
