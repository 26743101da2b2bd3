package dev.cordon.lab.range.company;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The one piece of malware the company has, harmless text in truth: its file, and what runs beside it.
public final class Sample {
    private static final byte[] BYTES =
            "This is the simulated malware of the Cordon range. It does nothing.\n".getBytes(StandardCharsets.UTF_8);
    private static final StoredFile WINDOWS =
            new StoredFile("C:\\Users\\m.keller\\AppData\\Local\\Temp\\svch0st.exe", BYTES);
    private static final StoredFile LINUX = new StoredFile("/tmp/.x/svch0st", BYTES);
    public static final long PID = 4711;

    private Sample() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record StoredFile(String path, byte[] content) {
        public String name() {
            return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
        }

        public String sha256() {
            return Ids.hash("SHA-256", content);
        }

        public String sha1() {
            return Ids.hash("SHA-1", content);
        }

        public String md5() {
            return Ids.hash("MD5", content);
        }

        /// @param hash any of the three, in any case of letters
        boolean has(String hash) {
            return List.of(sha256(), sha1(), md5()).stream().anyMatch(hash::equalsIgnoreCase);
        }
    }

    /// A process.
    public record Task(long pid, long parent, String name, String path, String user) {}

    public static StoredFile file(Machine.Platform platform) {
        return switch (platform) {
            case WINDOWS -> WINDOWS;
            case LINUX -> LINUX;
        };
    }

    static List<Task> tasks(Machine.Platform platform) {
        return switch (platform) {
            case WINDOWS ->
                List.of(
                        new Task(4, 0, "System", "", "NT AUTHORITY\\SYSTEM"),
                        new Task(812, 4, "services.exe", "C:\\Windows\\System32\\services.exe", "NT AUTHORITY\\SYSTEM"),
                        new Task(
                                1044, 812, "svchost.exe", "C:\\Windows\\System32\\svchost.exe", "NT AUTHORITY\\SYSTEM"),
                        new Task(3380, 1044, "explorer.exe", "C:\\Windows\\explorer.exe", "ACME\\m.keller"),
                        new Task(PID, 3380, "svch0st.exe", WINDOWS.path(), "ACME\\m.keller"));
            case LINUX ->
                List.of(
                        new Task(1, 0, "systemd", "/usr/lib/systemd/systemd", "root"),
                        new Task(640, 1, "sshd", "/usr/sbin/sshd", "root"),
                        new Task(1201, 1, "postgres", "/usr/lib/postgresql/18/bin/postgres", "postgres"),
                        new Task(PID, 640, "svch0st", LINUX.path(), "svc-backup"));
        };
    }
}
