/// Google Workspace's directory, simulated: accounts, tokens, app passwords, second steps.
@NullMarked
package dev.cordon.lab.range.google;

import org.jspecify.annotations.NullMarked;
