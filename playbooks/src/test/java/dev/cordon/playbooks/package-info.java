/// Proves the playbooks: what they may contain, and what they do.
@NullMarked
package dev.cordon.playbooks;

import org.jspecify.annotations.NullMarked;
