@NullMarked
package dev.cordon.engine.report;

import org.jspecify.annotations.NullMarked;
