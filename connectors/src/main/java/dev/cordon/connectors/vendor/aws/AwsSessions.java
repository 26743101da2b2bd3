package dev.cordon.connectors.vendor.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.SessionRevocation;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Denies everything to sessions that began before now: of a user, or of everybody who took on a role. Long-term access
/// keys are no sessions.
final class AwsSessions implements SessionRevocation {
    static final String NAME = "CordonRevokeOlderSessions";
    private static final String BEFORE = "sessions before ";

    private final Iam iam;
    private final Policies policies;
    private final AwsGuard guard;

    AwsSessions(Iam iam) {
        this.iam = iam;
        this.policies = new Policies(iam);
        this.guard = new AwsGuard(iam);
    }

    @Override
    public Effect revoking(Target.Account account) {
        return new Revocation(account);
    }

    private final class Revocation implements Effect {
        private final Target.Account account;
        private @Nullable Instant since;

        Revocation(Target.Account account) {
            this.account = account;
        }

        @Override
        public Look.State goal() {
            return Look.State.CONTAINED;
        }

        @Override
        public void resume(String receipt) {
            if (receipt.startsWith(BEFORE)) {
                since = time(receipt.substring(BEFORE.length()).split(",", 2)[0]);
            }
        }

        @Override
        public Look.State look() {
            var begun = since;
            if (begun == null) {
                begun = now();
                since = begun;
            }
            var until = policies.statement(iam.read(account), NAME)
                    .map(AwsSessions::until)
                    .orElse(Instant.EPOCH);
            return until.isBefore(begun) ? Look.State.FREE : Look.State.CONTAINED;
        }

        @Override
        public String ask(Ask ask) {
            var principal = iam.read(account);
            guard.refuse(principal);
            var until = now();
            var request = iam.write(
                    principal.role() ? "PutRolePolicy" : "PutUserPolicy",
                    Policies.put(principal, NAME, statement(until)),
                    ask);
            return BEFORE + until + ", request " + request;
        }
    }

    private static Map<String, Object> statement(Instant until) {
        return Map.of(
                "Sid",
                "Cordon",
                "Effect",
                "Deny",
                "Action",
                "*",
                "Resource",
                "*",
                "Condition",
                Map.of("DateLessThan", Map.of("aws:TokenIssueTime", until.toString())));
    }

    private static Instant until(JsonNode statement) {
        var told = time(statement
                .path("Condition")
                .path("DateLessThan")
                .path("aws:TokenIssueTime")
                .asText());
        return Policies.deniesAll(statement) && told != null ? told : Instant.EPOCH;
    }

    private static @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            // somebody else has written it
            return null;
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
