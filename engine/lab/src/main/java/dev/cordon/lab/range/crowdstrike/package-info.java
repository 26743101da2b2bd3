/// CrowdStrike Falcon as far as a responder's connector uses it, with its peculiarities.
@NullMarked
package dev.cordon.lab.range.crowdstrike;

import org.jspecify.annotations.NullMarked;
