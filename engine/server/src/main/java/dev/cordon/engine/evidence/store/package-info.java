/// Where the bytes are: on a file system or in a bucket, under their hash, never written again.
@NullMarked
package dev.cordon.engine.evidence.store;

import org.jspecify.annotations.NullMarked;
