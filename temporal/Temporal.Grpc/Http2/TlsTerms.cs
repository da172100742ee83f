using System.Net.Security;

namespace Temporal.Grpc.Http2;

internal static class TlsTerms
{
    /// <summary>The caller's terms as far as they go. A copy, because they are the caller's: the protocol is HTTP/2 and the name that of the address.</summary>
    public static SslClientAuthenticationOptions For(GrpcChannelOptions options)
    {
        var given = options.Tls ?? new SslClientAuthenticationOptions();
        return new SslClientAuthenticationOptions
        {
            AllowRenegotiation = given.AllowRenegotiation,
            AllowTlsResume = given.AllowTlsResume,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            CertificateChainPolicy = given.CertificateChainPolicy,
            CertificateRevocationCheckMode = given.CertificateRevocationCheckMode,
            CipherSuitesPolicy = given.CipherSuitesPolicy,
            ClientCertificateContext = given.ClientCertificateContext,
            ClientCertificates = given.ClientCertificates,
            EnabledSslProtocols = given.EnabledSslProtocols,
            EncryptionPolicy = given.EncryptionPolicy,
            LocalCertificateSelectionCallback = given.LocalCertificateSelectionCallback,
            RemoteCertificateValidationCallback = given.RemoteCertificateValidationCallback,
            TargetHost = given.TargetHost ?? options.Address.IdnHost,
        };
    }
}
