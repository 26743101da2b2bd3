/// Microsoft Defender for Endpoint as the range plays it: machine actions that stay pending, packages behind links.
@NullMarked
package dev.cordon.lab.range.defender;

import org.jspecify.annotations.NullMarked;
