package dev.cordon.engine.policy.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How policy is changed: `CORDON_POLICY_CONFIRM_ALONE`.
@ConfigMapping(prefix = "cordon.policy")
interface PolicyConfig {
    /// Whether the author of a change may confirm it: for a machine with one administrator, such as the local stack.
    @WithDefault("false")
    boolean confirmAlone();
}
