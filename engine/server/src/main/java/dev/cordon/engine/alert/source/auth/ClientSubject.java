package dev.cordon.engine.alert.source.auth;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// Whose certificate a source proves itself with: a distinguished name, or one of the alternative names. Nothing in it
/// stands for anything else; a distinguished name is compared as RFC 2253 says, without regard to case and spaces.
public sealed interface ClientSubject {
    String DNS = "dns:";
    String URI = "uri:";

    boolean isOf(X509Certificate certificate);

    /// @param subject what a trusted proxy says that the subject is
    boolean isCalled(String subject);

    /// Empty for what is neither.
    static Optional<ClientSubject> of(String text) {
        var name = text.strip();
        if (name.startsWith(DNS)) {
            var host = name.substring(DNS.length()).toLowerCase(Locale.ROOT);
            return host.isBlank() || host.contains("*") ? Optional.empty() : Optional.of(new AlternativeName(2, host));
        }
        if (name.startsWith(URI)) {
            var uri = name.substring(URI.length());
            return uri.isBlank() ? Optional.empty() : Optional.of(new AlternativeName(6, uri));
        }
        return Optional.ofNullable(principal(name)).map(DistinguishedName::new);
    }

    private static @Nullable X500Principal principal(String text) {
        try {
            return text.isBlank() ? null : new X500Principal(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    record DistinguishedName(X500Principal name) implements ClientSubject {

        @Override
        public boolean isOf(X509Certificate certificate) {
            return name.equals(certificate.getSubjectX500Principal());
        }

        @Override
        public boolean isCalled(String subject) {
            return name.equals(principal(subject.strip()));
        }
    }

    /// @param type as RFC 5280 numbers them: 2 a DNS name, 6 a URI
    record AlternativeName(int type, String name) implements ClientSubject {

        @Override
        public boolean isOf(X509Certificate certificate) {
            try {
                var names = certificate.getSubjectAlternativeNames();
                return names != null && names.stream().anyMatch(this::is);
            } catch (CertificateParsingException e) {
                return false;
            }
        }

        /// A subject alone has no alternative names.
        @Override
        public boolean isCalled(String subject) {
            return false;
        }

        private boolean is(List<?> alternative) {
            return alternative.getFirst() instanceof Integer kind
                    && kind == type
                    && alternative.getLast() instanceof String text
                    && (type == 2 ? text.toLowerCase(Locale.ROOT) : text).equals(name);
        }
    }
}
