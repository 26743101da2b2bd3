/// What the connectors tell the server about themselves, and what they hear back.
@NullMarked
package dev.cordon.connectors.report;

import org.jspecify.annotations.NullMarked;
