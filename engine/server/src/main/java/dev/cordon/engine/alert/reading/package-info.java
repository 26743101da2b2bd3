/// How hostile data becomes the normal form: fields of the wrong type, times, references, observables.
@NullMarked
package dev.cordon.engine.alert.reading;

import org.jspecify.annotations.NullMarked;
