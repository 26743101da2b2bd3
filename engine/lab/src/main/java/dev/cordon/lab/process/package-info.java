/// A part as the operating system sees it.
@NullMarked
package dev.cordon.lab.process;

import org.jspecify.annotations.NullMarked;
