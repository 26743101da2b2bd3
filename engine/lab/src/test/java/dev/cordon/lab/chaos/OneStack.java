package dev.cordon.lab.chaos;

import dev.cordon.lab.Stack;
import dev.cordon.lab.chaos.fuzz.EveryKind;
import dev.cordon.lab.setting.Folder;
import dev.cordon.lab.setting.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives every test the same [Site]: starting the whole stack takes a minute, so it is started once and
/// stopped when the last test is over.
final class OneStack implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OneStack.class))
                .computeIfAbsent(Up.class, unknown -> new Up(), Up.class)
                .site;
    }

    private static final class Up implements AutoCloseable {
        private final Path folder;
        private final Stack stack;
        private final Site site;

        Up() {
            try {
                folder = Files.createTempDirectory("cordon-chaos");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            EveryKind.in(new Folder(folder.resolve("stack")));
            stack = new Stack(folder.resolve("stack"), Ports.free(), System.out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            stack.up();
            site = new Site(stack);
        }

        @Override
        public void close() throws IOException {
            site.close();
            stack.close();
            Folder.delete(folder);
        }
    }
}
