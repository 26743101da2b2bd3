/// Playbook runs: requested, started, ended.
@NullMarked
package dev.cordon.engine.run;

import org.jspecify.annotations.NullMarked;
