package dev.cordon.engine.access;

import java.util.Set;

/// The roles, as `@RolesAllowed` names them.
public final class Roles {
    public static final String VIEWER = "viewer";
    public static final String RESPONDER = "responder";
    public static final String APPROVER = "approver";
    public static final String AUTHOR = "author";
    public static final String ADMIN = "admin";

    public static final String WORKER = "worker";
    public static final String RECORDER = "recorder";
    public static final String METRICS = "metrics";

    /// What a machine's secret gives, and no token.
    static final Set<String> MACHINES = Set.of(WORKER, RECORDER, METRICS, "source");

    private Roles() {}
}
