package dev.cordon.lab.range;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a vendor stands on.
public final class Ground {
    private final String vendor;
    private final RangeConfig config;
    private final Stage stage;
    private final URI range;

    /// @param range the address of the range itself
    Ground(String vendor, RangeConfig config, Stage stage, URI range) {
        this.vendor = vendor;
        this.config = config;
        this.stage = stage;
        this.range = range;
    }

    public Stage stage() {
        return stage;
    }

    public InstantSource clock() {
        return stage.clock();
    }

    /// How long what was asked of a machine stays pending.
    public Duration pending() {
        return config.pending();
    }

    public Duration tokenLife() {
        return config.tokenLife();
    }

    /// The vendor's address: `http://127.0.0.1:8090/crowdstrike`.
    public URI url() {
        return URI.create(range + "/" + vendor);
    }

    /// The same in every process of one stack: 64 hexadecimal digits.
    ///
    /// @param name `client`, `key`, ...
    public String secret(String name) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(config.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((vendor + "/" + name).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /// Tokens for this client and [#secret] `client`.
    public Tokens tokens(String clientId) {
        return new Tokens(clientId, secret("client"), tokenLife(), clock());
    }

    /// The variable of the connectors' environment for one of this vendor's settings: `CORDON_VENDOR_OKTA_URL`.
    public String variable(String setting) {
        return "CORDON_VENDOR_" + vendor.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + setting;
    }

    /// A folder of the vendor's own. Stays when the range is started again.
    public Path folder() throws IOException {
        return Files.createDirectories(config.folder().resolve(vendor));
    }

    /// A port on loopback for a vendor that does not speak HTTP; to be listened on at once. The same at every start as
    /// long as nobody else has taken it: whoever knows it need not be told again.
    public int port(String name) throws IOException {
        return KeptPort.number(folder().resolve(name + ".port"));
    }
}
