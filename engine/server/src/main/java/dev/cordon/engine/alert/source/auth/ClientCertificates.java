package dev.cordon.engine.alert.source.auth;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose certificate stands behind a request: that of the connection, or, from the addresses of a trusted proxy alone,
/// the one that the proxy names.
@ApplicationScoped
public class ClientCertificates {
    private static final String STANDARD = "Client-Cert";
    private static final int LONGEST = 16 * 1024;

    private final List<AddressRange> proxies;
    private final @Nullable String header;
    private final InstantSource clock;

    public ClientCertificates(ProxyConfig config, InstantSource clock) {
        this.proxies = config.addresses().orElse(List.of()).stream()
                .map(ClientCertificates::range)
                .toList();
        this.header = config.clientSubjectHeader().orElse(null);
        this.clock = clock;
        if (proxies.isEmpty() != (header == null)) {
            throw new ConfigurationException(
                    "cordon.proxy.addresses and cordon.proxy.client-subject-header are set together or not at all");
        }
    }

    private static AddressRange range(String text) {
        return AddressRange.of(text)
                .orElseThrow(() -> new ConfigurationException(
                        "cordon.proxy.addresses holds '%s', no address and no range".formatted(text)));
    }

    /// Whether a proxy is trusted to name the sender.
    public boolean areNamedByProxy() {
        return header != null;
    }

    /// Empty: it is the one.
    Optional<Refusal> refusal(ClientSubject subject, Proof proof) {
        if (header != null && isProxy(proof.peer().address())) {
            var given = proof.header(header);
            return answer(given, given != null && isNamed(subject, header, given));
        }
        var certificate = proof.peer().certificate();
        return answer(certificate, certificate != null && isValid(certificate) && subject.isOf(certificate));
    }

    private static Optional<Refusal> answer(@Nullable Object given, boolean fits) {
        if (fits) {
            return Optional.empty();
        }
        return Optional.of(given == null ? Refusal.MISSING : Refusal.WRONG);
    }

    private boolean isProxy(String address) {
        return proxies.stream().anyMatch(range -> range.holds(address));
    }

    private boolean isNamed(ClientSubject subject, String name, String given) {
        if (!name.equalsIgnoreCase(STANDARD)) {
            return subject.isCalled(given);
        }
        var certificate = parsed(given.strip());
        return certificate != null && isValid(certificate) && subject.isOf(certificate);
    }

    /// RFC 9440: the DER bytes in base64 between colons.
    private static @Nullable X509Certificate parsed(String text) {
        if (text.length() < 2 || text.length() > LONGEST || !text.startsWith(":") || !text.endsWith(":")) {
            return null;
        }
        try {
            var der = Base64.getDecoder().decode(text.substring(1, text.length() - 1));
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                            instanceof X509Certificate certificate
                    ? certificate
                    : null;
        } catch (IllegalArgumentException | CertificateException e) {
            return null;
        }
    }

    /// Once more: a connection may outlive the certificate that it began with.
    private boolean isValid(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
