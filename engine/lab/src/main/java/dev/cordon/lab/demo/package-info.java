/// One alert followed to its end, through the public interface only.
@NullMarked
package dev.cordon.lab.demo;

import org.jspecify.annotations.NullMarked;
