/// Who may send alerts, how each proves that it does, and how each is doing.
@NullMarked
package dev.cordon.engine.alert.source;

import org.jspecify.annotations.NullMarked;
