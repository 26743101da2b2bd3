/// Servers that come from Maven Central: fetched once, checked, unpacked.
@NullMarked
package dev.cordon.lab.distribution;

import org.jspecify.annotations.NullMarked;
