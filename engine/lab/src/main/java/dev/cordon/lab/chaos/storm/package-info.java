/// Very many alerts about few hosts in a minute, while people go on working.
@NullMarked
package dev.cordon.lab.chaos.storm;

import org.jspecify.annotations.NullMarked;
