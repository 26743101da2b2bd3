package dev.cordon.lab.range.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Person;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/// A person as an entry, and what a modify of the entry makes of the person.
final class Entries {
    static final String BASE = "DC=acme,DC=example";
    static final String PEOPLE = "OU=People," + BASE;
    static final String CONTROL = "userAccountControl";
    static final String PASSWORD = "unicodePwd";
    static final String PASSWORD_SET = "pwdLastSet";

    private static final String FLAGS = "control";
    private static final int DISABLED = 0x2;
    private static final int NORMAL_ACCOUNT = 0x200;
    // from 1601 to 1970
    private static final long EPOCH_MILLIS = 11_644_473_600_000L;
    private static final Set<String> WRITABLE = Set.of("useraccountcontrol", "unicodepwd", "pwdlastset");

    private Entries() {}

    static DN name(Person person) {
        try {
            return new DN(new RDN("CN", person.first() + " " + person.last()), new DN(PEOPLE));
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    static Entry of(Person person) {
        var entry = new Entry(name(person));
        entry.addAttribute("objectClass", "top", "person", "organizationalPerson", "user");
        entry.addAttribute("cn", person.first() + " " + person.last());
        entry.addAttribute("sAMAccountName", person.userName());
        entry.addAttribute("userPrincipalName", person.userName() + "@acme.example");
        entry.addAttribute("mail", person.mail());
        entry.addAttribute("objectGUID", guid(person.id()));
        entry.addAttribute("objectSid", sid(Integer.parseInt(Ids.digits(5).apply(person.id()))));
        entry.addAttribute(CONTROL, Integer.toString(flags(person) | (person.enabled() ? 0 : DISABLED)));
        entry.addAttribute(PASSWORD_SET, person.mustChangePassword() ? "0" : fileTime(person.passwordChangedAt()));
        if (person.userName().startsWith("svc-")) {
            entry.addAttribute("servicePrincipalName", "backup/srv-db-01.acme.example");
        }
        return entry;
    }

    /// @throws LDAPException the directory's no; then nothing has changed
    static void apply(Person person, List<Modification> changes) throws LDAPException {
        for (var change : changes) {
            if (!WRITABLE.contains(change.getAttributeName().toLowerCase(Locale.ROOT))) {
                throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "00002098: SecErr (simulated)");
            }
        }
        var after = Entry.applyModifications(of(person), false, changes);
        var control = after.getAttributeValueAsInteger(CONTROL);
        if (control == null) {
            throw new LDAPException(ResultCode.OBJECT_CLASS_VIOLATION, "0000207B: UpdErr (simulated)");
        }
        var mustChange = "0".equals(after.getAttributeValue(PASSWORD_SET));
        var password = after.getAttributeValueBytes(PASSWORD);
        if (password != null) {
            requireQuoted(password);
            person.changePassword(mustChange && !person.mustChangePassword());
        } else {
            person.mustChangePassword(mustChange);
        }
        person.attribute(FLAGS, Integer.toString(control & ~DISABLED));
        person.enable((control & DISABLED) == 0);
    }

    private static void requireQuoted(byte[] password) throws LDAPException {
        var text = new String(password, StandardCharsets.UTF_16LE);
        if (text.length() < 3 || !text.startsWith("\"") || !text.endsWith("\"")) {
            throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "0000001F: SvcErr (simulated)");
        }
        if (text.length() < 14) {
            throw new LDAPException(ResultCode.CONSTRAINT_VIOLATION, "0000052D: SvcErr (simulated)");
        }
    }

    private static int flags(Person person) {
        var kept = person.attribute(FLAGS);
        return kept.isEmpty() ? NORMAL_ACCOUNT : Integer.parseInt(kept);
    }

    private static String fileTime(Instant time) {
        return Long.toString((time.toEpochMilli() + EPOCH_MILLIS) * 10_000);
    }

    private static byte[] guid(String text) {
        var id = UUID.fromString(text);
        var high = id.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >> 32))
                .putShort((short) (high >> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] sid(int number) {
        var bytes = ByteBuffer.allocate(28).put((byte) 1).put((byte) 5).put(new byte[] {0, 0, 0, 0, 0, 5});
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(21)
                .putInt(1111111111)
                .putInt(222222222)
                .putInt(333333333)
                .putInt(number)
                .array();
    }
}
