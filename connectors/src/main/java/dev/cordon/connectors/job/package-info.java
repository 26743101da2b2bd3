/// The only package that speaks Camunda.
@NullMarked
package dev.cordon.connectors.job;

import org.jspecify.annotations.NullMarked;
