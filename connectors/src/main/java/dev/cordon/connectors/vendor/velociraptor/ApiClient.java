package dev.cordon.connectors.vendor.velociraptor;

import dev.cordon.connectors.capability.VendorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// What an operator was given for us: address, authority, certificate and key.
///
/// @param serverName in the server's certificate; never the host's name
record ApiClient(String address, String authority, String certificate, String key, String serverName) {
    private static final String USUAL_NAME = "VelociraptorServer";

    /// @throws VendorException.Misconfigured it cannot be read; what it holds stays unsaid
    static ApiClient read(Path file) {
        try {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            if (yaml.load(Files.readString(file)) instanceof Map<?, ?> members) {
                var address = text(members, "api_connection_string");
                if (!address.matches("[0-9A-Za-z._\\[\\]:-]+:[0-9]{1,5}")) {
                    throw broken("its api_connection_string is not a host and a port");
                }
                return new ApiClient(
                        address,
                        text(members, "ca_certificate"),
                        text(members, "client_cert"),
                        text(members, "client_private_key"),
                        members.get("pinned_server_name") instanceof String pinned && !pinned.isBlank()
                                ? pinned
                                : USUAL_NAME);
            }
        } catch (IOException | YAMLException e) {
            // the message may quote the key
        }
        throw broken("it cannot be read, or is no YAML");
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw broken("it has no " + name);
    }

    /// Issued for a year, as it comes.
    Instant expires() {
        try {
            var certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(this.certificate.getBytes(StandardCharsets.US_ASCII)));
            return ((X509Certificate) certificate).getNotAfter().toInstant();
        } catch (CertificateException e) {
            throw broken("its client_cert is no certificate");
        }
    }

    static VendorException.Misconfigured broken(String why) {
        return new VendorException.Misconfigured("the API client's configuration file: " + why);
    }

    @Override
    public String toString() {
        return "ApiClient[" + address + "]";
    }
}
