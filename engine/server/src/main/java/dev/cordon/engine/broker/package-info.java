/// The only package that speaks to Camunda.
@NullMarked
package dev.cordon.engine.broker;

import org.jspecify.annotations.NullMarked;
