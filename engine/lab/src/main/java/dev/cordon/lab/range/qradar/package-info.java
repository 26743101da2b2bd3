/// A stand-in for IBM QRadar's console.
@NullMarked
package dev.cordon.lab.range.qradar;

import org.jspecify.annotations.NullMarked;
