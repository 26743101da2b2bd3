/// What a stack is told and remembers: its folder, ports, secrets and people.
@NullMarked
package dev.cordon.lab.setting;

import org.jspecify.annotations.NullMarked;
