/// How alerts that no product sends come to the server: the connectors fetch them.
@NullMarked
package dev.cordon.contract.feed;

import org.jspecify.annotations.NullMarked;
