/// What each part runs, and how one knows that it is there.
@NullMarked
package dev.cordon.lab.program;

import org.jspecify.annotations.NullMarked;
