package dev.cordon.lab;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// The parts of the stack, each after the ones it cannot start without.
public enum PartName {
    POSTGRESQL,
    CAMUNDA,
    KEYCLOAK,
    RANGE,
    SERVER,
    CONNECTORS;

    /// What must be ready before this one is launched.
    Set<PartName> after() {
        return switch (this) {
            case POSTGRESQL, CAMUNDA, KEYCLOAK, RANGE -> EnumSet.noneOf(PartName.class);
            case SERVER -> EnumSet.of(POSTGRESQL, CAMUNDA, KEYCLOAK);
            case CONNECTORS -> EnumSet.of(SERVER, RANGE);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
