using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Temporalio.Client;

/// <summary>The TLS options as the sockets want them.</summary>
internal static class TlsSettings
{
    internal static bool IsUsed(TemporalConnectionOptions options) =>
        options.Tls is { } tls ? !tls.Disabled : !string.IsNullOrEmpty(options.ApiKey);

    internal static SslClientAuthenticationOptions Create(TlsOptions? tls, string host)
    {
        if (tls?.ClientCert is null != tls?.ClientPrivateKey is null)
        {
            throw new ArgumentException("A client certificate and its private key must be given together");
        }

        var settings = new SslClientAuthenticationOptions
        {
            TargetHost = tls?.Domain ?? host,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
        };
        if (tls is { ClientCert: { } certificate, ClientPrivateKey: { } key })
        {
            settings.ClientCertificateContext = ClientCertificate(certificate, key);
        }

        if (tls?.ServerRootCACert is { } root)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(Encoding.ASCII.GetString(root));
            settings.CertificateChainPolicy = policy;
        }

        return settings;
    }

    private static SslStreamCertificateContext ClientCertificate(byte[] certificate, byte[] key)
    {
        var pem = Encoding.ASCII.GetString(certificate);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        using var loaded = X509Certificate2.CreateFromPem(pem, Encoding.ASCII.GetString(key));
        // Through PKCS #12: some platforms refuse the key of a certificate that was never persisted.
        var own = X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(own, chain, offline: true);
    }
}
