package dev.cordon.connectors.vendor.duo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.connectors.capability.Ask;
import dev.cordon.connectors.capability.Effect;
import dev.cordon.connectors.capability.MfaReset;
import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Call;
import dev.cordon.contract.Look;
import dev.cordon.contract.Target;
import java.util.List;
import java.util.stream.Stream;

/// Takes away phones, hardware tokens, WebAuthn credentials and bypass codes, one by one.
///
/// Whoever has the password may enrol anew, if the policy for new users says so. So it comes after a disable.
final class DuoFactors implements MfaReset {
    private final Duo duo;

    DuoFactors(Duo duo) {
        this.duo = duo;
    }

    @Override
    public Effect resetting(Target.Account account) {
        return new Effect() {
            @Override
            public Look.State goal() {
                return Look.State.CONTAINED;
            }

            @Override
            public Look.State look() {
                return left(duo.user(account), account).isEmpty() ? Look.State.CONTAINED : Look.State.FREE;
            }

            @Override
            public String ask(Ask ask) {
                var user = duo.user(account);
                duo.refuseSpared(user);
                var all = left(user, account);
                all.forEach(path -> remove(path, ask));
                return all.size() + " factors removed";
            }
        };
    }

    private List<String> left(DuoUser user, Target.Account account) {
        var codes = duo.read(Call.get(Duo.path(account) + "/bypass_codes")).all(JsonNode.class);
        return Stream.concat(
                        user.factors().stream(),
                        DuoUser.keys(codes, "bypass_code_id").map(key -> "/admin/v1/bypass_codes/" + key))
                .toList();
    }

    private void remove(String path, Ask ask) {
        try {
            duo.write(Call.delete(path), ask);
        } catch (VendorException.Refused gone) {
            // 404: nothing left to remove; the next look says whether that is so
        }
    }
}
