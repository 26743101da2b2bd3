/// GRR as the range plays it: flows that take their time, and an approval for the domain controller.
@NullMarked
package dev.cordon.lab.range.grr;

import org.jspecify.annotations.NullMarked;
