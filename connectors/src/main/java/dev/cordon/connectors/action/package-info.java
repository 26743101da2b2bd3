/// Everything that makes an effect safe: claim, look, ask, verify, settle.
@NullMarked
package dev.cordon.connectors.action;

import org.jspecify.annotations.NullMarked;
