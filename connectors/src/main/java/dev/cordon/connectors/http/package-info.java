/// The one way to a vendor: one host, no redirects, bounded answers, guarded calls.
@NullMarked
package dev.cordon.connectors.http;

import org.jspecify.annotations.NullMarked;
