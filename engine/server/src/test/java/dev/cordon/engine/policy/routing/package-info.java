@org.jspecify.annotations.NullMarked
package dev.cordon.engine.policy.routing;
