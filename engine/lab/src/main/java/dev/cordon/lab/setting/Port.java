package dev.cordon.lab.setting;

/// Every port of the stack, with the environment variable that moves it.
public enum Port {
    SERVER("server", "CORDON_HTTP_PORT", 8080),
    CONNECTORS("connectors", "CORDON_CONNECTORS_PORT", 8081),
    RANGE("range", "CORDON_RANGE_PORT", 8090),
    DATABASE("postgresql", "CORDON_DATABASE_PORT", 15432),
    KEYCLOAK("keycloak", "CORDON_KEYCLOAK_PORT", 8180),
    CAMUNDA_GRPC("camunda", "CORDON_CAMUNDA_GRPC_PORT", 26500),
    CAMUNDA_REST("camunda", "CORDON_CAMUNDA_REST_PORT", 8088),
    CAMUNDA_MANAGEMENT("camunda", "CORDON_CAMUNDA_MANAGEMENT_PORT", 9600),
    CAMUNDA_COMMAND("camunda", "CORDON_CAMUNDA_COMMAND_PORT", 26501),
    CAMUNDA_INTERNAL("camunda", "CORDON_CAMUNDA_INTERNAL_PORT", 26502);

    final String part;
    final String variable;
    final int usual;

    Port(String part, String variable, int usual) {
        this.part = part;
        this.variable = variable;
        this.usual = usual;
    }
}
