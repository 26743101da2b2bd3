/// Fetches the alerts of products that do not send them, and brings them to the server.
@NullMarked
package dev.cordon.connectors.feed;

import org.jspecify.annotations.NullMarked;
