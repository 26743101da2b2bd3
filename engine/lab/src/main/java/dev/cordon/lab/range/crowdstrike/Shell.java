package dev.cordon.lab.range.crowdstrike;

import dev.cordon.lab.range.company.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the sensor's shell prints. The same machine prints the same every time.
final class Shell {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Map<String, Boolean> COMMANDS = Map.of(
            "ps", true,
            "netstat", true,
            "ipconfig", true,
            "ls", true,
            "mount", true,
            "env", true,
            "get", false,
            "kill", false);

    /// @param stderr not empty: the command failed, whatever else is said
    record Output(String stdout, String stderr) {}

    private Shell() {}

    /// Whether the read-only endpoint takes it; an active responder may do all.
    static boolean takes(String command, boolean readOnly) {
        return COMMANDS.containsKey(command) && (!readOnly || COMMANDS.getOrDefault(command, false));
    }

    /// Words apart by spaces, unless quoted.
    static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var word = WORD.matcher(line); word.find(); ) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words;
    }

    static Output run(Machine host, List<String> words) {
        var argument = words.size() > 1 ? words.get(1) : "";
        return switch (words.getFirst()) {
            case "ps" -> new Output(processes(), "");
            case "netstat" ->
                new Output(
                        "Proto Local Address Foreign Address State PID\nTCP " + host.address()
                                + ":49822 198.51.100.23:443 ESTABLISHED 4242\n",
                        "");
            case "ipconfig" ->
                new Output("Ethernet adapter Ethernet:\n   IPv4 Address. . . : " + host.address() + "\n", "");
            case "mount" -> new Output("C:\\ fixed NTFS\n", "");
            case "env" -> new Output("COMPUTERNAME=" + host.name() + "\nOS=Windows_NT\n", "");
            case "ls" ->
                missing(argument)
                        ? new Output("", "Check your filename. Couldn't find '" + argument + "'")
                        : new Output(
                                "Directory listing for " + argument + "\nreport.docx 18432\ninvoice.exe 73216\n", "");
            case "get" ->
                argument.isEmpty() || missing(argument)
                        ? new Output("", "Check your filename. Couldn't find '" + argument + "'")
                        : new Output(argument, "");
            case "kill" ->
                argument.matches("[0-9]{1,10}") && host.kill(Long.parseLong(argument))
                        ? new Output("Process killed", "")
                        : new Output("", "Check your pid. Couldn't find process " + argument);
            default -> throw new IllegalArgumentException(words.getFirst());
        };
    }

    private static boolean missing(String path) {
        return path.toLowerCase(java.util.Locale.ROOT).contains("missing");
    }

    /// Longer than one chunk.
    private static String processes() {
        return IntStream.rangeClosed(1, 120)
                .mapToObj(i -> "%d svchost.exe C:\\Windows\\System32\\svchost.exe%n".formatted(i * 4))
                .collect(
                        Collectors.joining("", "PID Name Path\n", "4242 invoice.exe C:\\Users\\Public\\invoice.exe\n"));
    }
}
