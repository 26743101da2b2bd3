/// How every refusal looks: RFC 9457 problem documents, from the HTTP layer to the database.
@NullMarked
package dev.cordon.engine.problem;

import org.jspecify.annotations.NullMarked;
