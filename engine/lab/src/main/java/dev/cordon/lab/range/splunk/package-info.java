/// A stand-in for a Splunk search head with Enterprise Security.
@NullMarked
package dev.cordon.lab.range.splunk;

import org.jspecify.annotations.NullMarked;
