using Temporalio.Client;

namespace Webhooks.Gateway.Configuration;

/// <summary>The one place that reads <c>TEMPORAL_*</c>. A half-set connection is refused, never quietly made a plain one.</summary>
internal static class TemporalEnvironment
{
    private const string Address = "TEMPORAL_ADDRESS";
    private const string Namespace = "TEMPORAL_NAMESPACE";
    private const string ApiKey = "TEMPORAL_API_KEY";
    private const string Tls = "TEMPORAL_TLS";
    private const string ServerName = "TEMPORAL_TLS_SERVER_NAME";
    private const string ServerCa = "TEMPORAL_TLS_SERVER_CA_CERT";
    private const string ClientCertificate = "TEMPORAL_TLS_CLIENT_CERT";
    private const string ClientKey = "TEMPORAL_TLS_CLIENT_KEY";
    private const string NoHostVerification = "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION";

    /// <returns>Options to connect with. Not usable when <paramref name="mistakes"/> grew.</returns>
    public static TemporalClientConnectOptions Read(IConfiguration settings, List<string> mistakes)
    {
        var address = settings[Address] is { Length: > 0 } given ? given : "127.0.0.1:7233";
        if (address.Contains("://", StringComparison.Ordinal) || !HasPort(address))
        {
            mistakes.Add($"{Address} '{address}' is not host:port.");
        }

        return new TemporalClientConnectOptions(address)
        {
            Namespace = settings[Namespace] is { Length: > 0 } name ? name : "default",
            ApiKey = settings[ApiKey] is { Length: > 0 } key ? key : null,
            Tls = ReadTls(settings, mistakes),
        };
    }

    private static bool HasPort(string address) =>
        address.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(address.AsSpan(colon + 1), out var port) && port > 0;

    private static TlsOptions? ReadTls(IConfiguration settings, List<string> mistakes)
    {
        var authority = ReadPem(settings, ServerCa, mistakes);
        var certificate = ReadPem(settings, ClientCertificate, mistakes);
        var key = ReadPem(settings, ClientKey, mistakes);
        var server = settings[ServerName] is { Length: > 0 } name ? name : null;
        if (certificate is null != key is null)
        {
            mistakes.Add($"{ClientCertificate}_PATH (or _DATA) and {ClientKey}_PATH (or _DATA) come together: only one of them is set.");
        }

        if (IsOn(settings, NoHostVerification, mistakes) == true)
        {
            mistakes.Add($"{NoHostVerification} 'true' is not supported: trust the server by {ServerCa}_PATH.");
        }

        var wanted = authority is not null || certificate is not null || key is not null || server is not null;
        switch (IsOn(settings, Tls, mistakes))
        {
            case false when wanted:
                mistakes.Add($"{Tls} is 'false' but other TEMPORAL_TLS_* settings are set: which of them is meant?");
                return null;
            case false:
                return new TlsOptions { Disabled = true };
            case null when !wanted:
                return null;
            default:
                return new TlsOptions { Domain = server, ServerRootCACert = authority, ClientCert = certificate, ClientPrivateKey = key };
        }
    }

    private static bool? IsOn(IConfiguration settings, string key, List<string> mistakes)
    {
        switch (settings[key]?.ToLowerInvariant())
        {
            case null or "":
                return null;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                mistakes.Add($"{key} '{settings[key]}' is neither true nor false.");
                return null;
        }
    }

    /// <summary>PEM from <c>{key}_PATH</c> (a file) or <c>{key}_DATA</c> (the text itself).</summary>
    private static byte[]? ReadPem(IConfiguration settings, string key, List<string> mistakes)
    {
        var path = settings[$"{key}_PATH"];
        var text = settings[$"{key}_DATA"];
        if (!string.IsNullOrEmpty(path) && !string.IsNullOrEmpty(text))
        {
            mistakes.Add($"{key}_PATH and {key}_DATA are both set: which of them is meant?");
            return null;
        }

        if (!string.IsNullOrEmpty(text))
        {
            return System.Text.Encoding.UTF8.GetBytes(text);
        }

        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"{key}_PATH '{path}' cannot be read: {e.Message}");
            return null;
        }
    }
}
