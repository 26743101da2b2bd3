package dev.cordon.engine;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

@QuarkusMain
public final class Main {
    private Main() {}

    /// What is no address would be refused without a document, before a route is asked;
    /// [dev.cordon.engine.problem.ReadableAddresses] refuses the same with one.
    public static void main(String... arguments) {
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
