/// What the engine and the connectors say to each other, and nothing else. Depends on nothing of ours.
@NullMarked
package dev.cordon.contract;

import org.jspecify.annotations.NullMarked;
