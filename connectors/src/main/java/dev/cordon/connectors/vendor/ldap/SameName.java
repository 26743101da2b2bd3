package dev.cordon.connectors.vendor.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.SSLSocketVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// That the certificate is for the host we dialled; the SDK looks at this only when asked to.
final class SameName extends SSLSocketVerifier {
    private final SSLSocketVerifier verifier = new HostNameSSLSocketVerifier(true);

    @Override
    public void verifySSLSocket(String host, int port, SSLSocket socket) throws LDAPException {
        try {
            verifier.verifySSLSocket(host, port, socket);
        } catch (LDAPException e) {
            throw new LDAPException(
                    e.getResultCode(),
                    "the certificate is for another name",
                    new SSLPeerUnverifiedException("the certificate is for another name"));
        }
    }
}
