package dev.cordon.lab;

import dev.cordon.lab.distribution.Cache;
import dev.cordon.lab.process.Program;
import dev.cordon.lab.program.Built;
import dev.cordon.lab.program.Camunda;
import dev.cordon.lab.program.Connectors;
import dev.cordon.lab.program.Keycloak;
import dev.cordon.lab.program.PostgreSql;
import dev.cordon.lab.program.Server;
import dev.cordon.lab.program.VendorRange;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Ports;
import dev.cordon.lab.setting.Secrets;
import java.util.Optional;
import java.util.Set;

/// Where the programs are taken from. Without a server there is nobody to record to, and the broker runs bare.
record Shelf(Built built, Folder folder, Ports ports, Secrets secrets, Cache cache, Set<PartName> wanted) {

    Program program(PartName name) {
        return switch (name) {
            case POSTGRESQL -> new PostgreSql(folder, ports, secrets, cache);
            case CAMUNDA ->
                new Camunda(
                        folder,
                        ports,
                        secrets,
                        cache,
                        wanted.contains(PartName.SERVER) ? Optional.of(built.recorder()) : Optional.empty());
            case KEYCLOAK -> new Keycloak(folder, ports, secrets, cache);
            case RANGE -> new VendorRange(folder, ports, secrets);
            case SERVER -> new Server(built, folder, ports, secrets);
            case CONNECTORS -> new Connectors(built, folder, ports, secrets);
        };
    }
}
