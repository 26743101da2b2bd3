/// Which playbook an alert asks for: the decision in force, its versions, and what a version must be to come into
/// force.
@NullMarked
package dev.cordon.engine.policy.routing;

import org.jspecify.annotations.NullMarked;
