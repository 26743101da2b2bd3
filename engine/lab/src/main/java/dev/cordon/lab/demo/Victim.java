package dev.cordon.lab.demo;

import java.io.IOException;

/// Whose account it is.
interface Victim {
    /// As the identity provider calls them.
    String name();

    boolean getsIn() throws IOException, InterruptedException;

    /// How one saw that they get in, or do not.
    String seen(boolean getsIn);

    /// Somebody of the company's own, real Keycloak, who tries to log in.
    record OfKeycloak(Login login) implements Victim {
        @Override
        public String name() {
            return login.account().username();
        }

        @Override
        public boolean getsIn() throws IOException, InterruptedException {
            return login.token().isPresent();
        }

        @Override
        public String seen(boolean getsIn) {
            return getsIn
                    ? name() + " logs in at ACME again."
                    : name() + " tried to log in at ACME and was turned away.";
        }
    }

    /// Somebody of a simulated vendor, which is asked.
    record OfTheRange(World world, String vendor, String shortName, String name) implements Victim {
        @Override
        public boolean getsIn() throws IOException, InterruptedException {
            return world.person(vendor, shortName).path("enabled").asBoolean();
        }

        @Override
        public String seen(boolean getsIn) {
            return "The simulated %s itself says that %s is %s."
                    .formatted(vendor, name, getsIn ? "enabled again" : "disabled");
        }
    }
}
