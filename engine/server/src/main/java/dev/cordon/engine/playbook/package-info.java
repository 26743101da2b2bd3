/// The catalogue of playbooks, and the decisions they share.
@NullMarked
package dev.cordon.engine.playbook;

import org.jspecify.annotations.NullMarked;
