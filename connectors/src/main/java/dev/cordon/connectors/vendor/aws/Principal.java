package dev.cordon.connectors.vendor.aws;

import dev.cordon.contract.Target;

/// A user or a role.
///
/// @param id unique for ever, while names can be given again
record Principal(String id, String name, String arn, String path) {

    static Principal user(Xml user) {
        return new Principal(user.text("UserId"), user.text("UserName"), user.text("Arn"), user.text("Path"));
    }

    static Principal role(Xml role) {
        return new Principal(role.text("RoleId"), role.text("RoleName"), role.text("Arn"), role.text("Path"));
    }

    boolean role() {
        return id.startsWith("AROA");
    }

    Target.Account account(String connector) {
        return new Target.Account(connector, id, name, null);
    }
}
