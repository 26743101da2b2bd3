/// A stand-in for the vendors' clouds that says it is one: keeps the state of the machines, writes down what arrives,
/// and misbehaves when told to.
@NullMarked
package dev.cordon.lab.range;

import org.jspecify.annotations.NullMarked;
