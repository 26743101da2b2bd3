package dev.cordon.engine.evidence.store;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

/// Answers in the shape Amazon gives them.
final class S3Answers {
    private S3Answers() {}

    static void lock(WireMockExtension server, ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo("/" + Bucket.NAME))
                .withQueryParam("object-lock", equalTo(""))
                .willReturn(answer));
    }

    static ResponseDefinitionBuilder locked() {
        return aResponse().withBody("""
                <ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                  <ObjectLockEnabled>Enabled</ObjectLockEnabled>
                </ObjectLockConfiguration>
                """);
    }

    static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/xml")
                .withBody("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>%s</Code><Message>No.</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>
                """.formatted(code).strip());
    }
}
