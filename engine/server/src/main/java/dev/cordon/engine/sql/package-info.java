/// Plain SQL for the hot paths, joined to the caller's transaction.
@NullMarked
package dev.cordon.engine.sql;

import org.jspecify.annotations.NullMarked;
