package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.VendorException;
import dev.cordon.connectors.http.Access;
import dev.cordon.connectors.http.Call;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs every request. There is no token that could be renewed.
final class SigV4 implements Access {
    private static final String ACTION = "X-Cordon-Action";

    private final AwsConfig.Account config;
    private final String base;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    SigV4(AwsConfig.Account config) {
        this.config = config;
        this.base = config.url().map(URI::toString).orElse("").replaceAll("/+$", "");
    }

    @Override
    public Call granted(Call call) {
        var traced = traced(call);
        // of all requests, IAM's are POST
        var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(base + traced.target()));
        traced.headers().forEach(request::putHeader);
        var signed = signer.sign(sign -> sign.identity(identity())
                .request(request.build())
                .payload(() -> new ByteArrayInputStream(traced.body().getBytes()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iam")
                .putProperty(AwsV4HttpSigner.REGION_NAME, config.region()));
        var granted = traced;
        for (var header : signed.request().headers().entrySet()) {
            if (!header.getKey().equalsIgnoreCase("Host")) {
                granted = granted.with(header.getKey(), String.join(",", header.getValue()));
            }
        }
        return granted;
    }

    /// CloudTrail keeps the user agent and no other header of ours.
    private static Call traced(Call call) {
        return Optional.ofNullable(call.headers().get(ACTION))
                .map(action -> call.with("User-Agent", "cordon action/" + action))
                .orElseGet(() -> call.with("User-Agent", "cordon"));
    }

    private AwsCredentialsIdentity identity() {
        var key = config.accessKeyId().filter(text -> !text.isBlank());
        var secret = config.secretAccessKey().filter(text -> !text.isBlank());
        if (key.isEmpty() || secret.isEmpty()) {
            throw new VendorException.Misconfigured("aws has no access key");
        }
        return config.sessionToken()
                .filter(token -> !token.isBlank())
                .<AwsCredentialsIdentity>map(
                        token -> AwsSessionCredentialsIdentity.create(key.get(), secret.get(), token))
                .orElseGet(() -> AwsCredentialsIdentity.create(key.get(), secret.get()));
    }
}
