package dev.cordon.lab.range.ldap;

import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.StaticUtils;
import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.Request;
import dev.cordon.lab.range.Stage;
import dev.cordon.lab.range.Unknown;
import dev.cordon.lab.range.company.People;
import dev.cordon.lab.range.company.Person;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Through here goes every search and every modify, and from here to the stage.
final class Desk extends InMemoryOperationInterceptor {
    private static final Reply WELL = Reply.json(200, Map.of("result", 0));

    private final Domain domain;
    private final People people;
    private final Stage stage;

    Desk(Domain domain, People people, Stage stage) {
        this.domain = domain;
        this.people = people;
        this.stage = stage;
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
        settle(stage.read("search", "", () -> WELL), null);
        domain.refresh();
    }

    /// What the server keeps of the change is only what it was told; the person is what counts.
    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest intercepted) throws LDAPException {
        domain.refresh();
        var request = intercepted.getRequest();
        var arrived = new Request("MODIFY", request.getDN(), Map.of(), new byte[0], System.nanoTime());
        var operation = request.getModifications().getFirst().getAttributeName();
        var person = person(new DN(request.getDN()));
        var no = new AtomicReference<@Nullable LDAPException>();
        var reply = person.isEmpty()
                ? stage.change(arrived, operation, new Unknown(request.getDN()), nobody -> {
                    no.set(new LDAPException(ResultCode.NO_SUCH_OBJECT, "0000208D: NameErr (simulated)"));
                    return Reply.json(404, Map.of());
                })
                : stage.change(arrived, operation, person.get(), found -> changed(found, request, no));
        settle(reply, no.get());
    }

    private static Reply changed(
            Person person, ReadOnlyModifyRequest request, AtomicReference<@Nullable LDAPException> no) {
        try {
            Entries.apply(person, request.getModifications());
            return WELL;
        } catch (LDAPException e) {
            no.set(e);
            return Reply.json(e.getResultCode().equals(ResultCode.NO_SUCH_ATTRIBUTE) ? 409 : 400, Map.of());
        }
    }

    /// The stage speaks HTTP. What a fault has made of the answer is said in LDAP as far as it can be.
    private void settle(Reply reply, @Nullable LDAPException no) throws LDAPException {
        if (reply.status() == 429) {
            throw new LDAPException(ResultCode.BUSY, "simulated fault");
        }
        if (reply.status() == 302) {
            throw new LDAPException(
                    ResultCode.REFERRAL, "simulated fault", "", new String[] {"ldaps://127.0.0.2:9/elsewhere"});
        }
        if (reply.status() >= 500) {
            throw new LDAPException(ResultCode.UNAVAILABLE, "simulated fault");
        }
        if (reply.ending() != Reply.Ending.WHOLE || (no == null && !Arrays.equals(reply.body(), WELL.body()))) {
            domain.hangUp();
            throw new LDAPException(ResultCode.UNAVAILABLE, "simulated fault");
        }
        if (no != null) {
            throw no;
        }
    }

    /// A domain controller says what time it is.
    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
        if (entry.getSearchEntry().getDN().isEmpty()) {
            var greeting = entry.getSearchEntry().duplicate();
            greeting.setAttribute(
                    "currentTime",
                    StaticUtils.encodeGeneralizedTime(Date.from(stage.clock().instant())));
            entry.setSearchEntry(greeting);
        }
    }

    private Optional<Person> person(DN name) {
        return people.all().stream()
                .filter(person -> Entries.name(person).equals(name))
                .findFirst();
    }
}
