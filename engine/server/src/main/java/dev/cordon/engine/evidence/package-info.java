/// The locker: files that prove something, kept under their hash, with who had them and when.
@NullMarked
package dev.cordon.engine.evidence;

import org.jspecify.annotations.NullMarked;
