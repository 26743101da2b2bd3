/// How many alerts a second are taken and kept, beside what the same database can commit, with few and with many
/// alerts stored before. Nothing starts a run: what is measured is the way in.
@NullMarked
package dev.cordon.lab.bench.intake;

import org.jspecify.annotations.NullMarked;
