package dev.cordon.connectors.feed;

import dev.cordon.contract.feed.Feeds;
import io.quarkus.rest.client.reactive.ClientBasicAuth;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// The server's side of the feeds, called as `worker`. Patient: the server answers when the alerts are stored.
@RegisterRestClient(configKey = "feeds")
@ClientBasicAuth(username = "worker", password = "${cordon.worker.secret}")
interface RemoteFeeds extends Feeds {}
