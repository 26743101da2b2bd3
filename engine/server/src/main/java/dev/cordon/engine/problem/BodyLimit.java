package dev.cordon.engine.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The largest body a resource method takes, in bytes; 8 MiB without it. [#OWN]: the method counts by itself.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {
    long OWN = Long.MAX_VALUE;
    long USUAL = 8L * 1024 * 1024;

    long value();
}
