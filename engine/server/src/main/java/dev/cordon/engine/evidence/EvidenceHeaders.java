package dev.cordon.engine.evidence;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// What comes with the bytes of a piece of evidence. Texts are percent-encoded UTF-8.
///
/// @param vendorSha256 of exactly these bytes
/// @param contentSha256 of what is inside, where the product packed it
/// @param archivePassword the product's convention, such as `infected`; it protects from opening by mistake, no secret
/// @param vendorReference what the product calls its request or its file
public record EvidenceHeaders(
        @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
        @HeaderParam("X-Cordon-Vendor-Sha256") @Nullable String vendorSha256,
        @HeaderParam("X-Cordon-Content-Sha256") @Nullable String contentSha256,
        @HeaderParam("X-Cordon-Archive-Password") @Nullable String archivePassword,
        @HeaderParam("X-Cordon-Vendor-Reference") @Nullable String vendorReference,
        @HeaderParam("X-Cordon-Original-Path") @Nullable String originalPath,
        @HeaderParam("X-Cordon-Comment") @Nullable String comment) {}
