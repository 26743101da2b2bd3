@NullMarked
package dev.cordon.engine.connector;

import org.jspecify.annotations.NullMarked;
