/// The ways in which a request proves where it comes from: secrets, signatures, certificates, addresses; and who fails
/// too often. Knows nothing of sources and their settings.
@NullMarked
package dev.cordon.engine.alert.source.auth;

import org.jspecify.annotations.NullMarked;
