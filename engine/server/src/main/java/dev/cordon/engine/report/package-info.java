/// What the numbers say: how good the detections are, and how fast people answer them.
@NullMarked
package dev.cordon.engine.report;

import org.jspecify.annotations.NullMarked;
