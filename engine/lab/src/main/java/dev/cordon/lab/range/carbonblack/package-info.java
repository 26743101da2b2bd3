/// A stand-in for Carbon Black Cloud: devices, quarantine, live response, reputation overrides.
@NullMarked
package dev.cordon.lab.range.carbonblack;

import org.jspecify.annotations.NullMarked;
