using Microsoft.Extensions.Configuration;
using Temporalio.Client;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Tests.Configuration;

public sealed class TemporalEnvironmentTests
{
    [Fact]
    public void Unset_means_this_machine_in_the_clear()
    {
        var options = Read(out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal("127.0.0.1:7233", options.TargetHost);
        Assert.Equal("default", options.Namespace);
        Assert.Null(options.Tls);
        Assert.Null(options.ApiKey);
    }

    [Fact]
    public void Everything_that_is_set_is_used()
    {
        var options = Read(
            out var mistakes,
            ("TEMPORAL_ADDRESS", "temporal.example.com:7233"),
            ("TEMPORAL_NAMESPACE", "webhooks"),
            ("TEMPORAL_API_KEY", "key"),
            ("TEMPORAL_TLS_SERVER_NAME", "other.example.com"),
            ("TEMPORAL_TLS_CLIENT_CERT_DATA", "certificate"),
            ("TEMPORAL_TLS_CLIENT_KEY_DATA", "private"));

        Assert.Empty(mistakes);
        Assert.Equal("temporal.example.com:7233", options.TargetHost);
        Assert.Equal("webhooks", options.Namespace);
        Assert.Equal("key", options.ApiKey);
        Assert.Equal("other.example.com", options.Tls?.Domain);
        Assert.Equal("certificate"u8.ToArray(), options.Tls?.ClientCert);
        Assert.Equal("private"u8.ToArray(), options.Tls?.ClientPrivateKey);
    }

    [Theory]
    [InlineData("TEMPORAL_ADDRESS", "http://temporal:7233")]
    [InlineData("TEMPORAL_ADDRESS", "temporal")]
    [InlineData("TEMPORAL_ADDRESS", "temporal:0")]
    [InlineData("TEMPORAL_TLS", "perhaps")]
    [InlineData("TEMPORAL_TLS_CLIENT_CERT_DATA", "only the certificate")]
    [InlineData("TEMPORAL_TLS_CLIENT_KEY_DATA", "only the key")]
    [InlineData("TEMPORAL_TLS_SERVER_CA_CERT_PATH", "/no/such/file.pem")]
    [InlineData("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", "true")]
    public void A_half_set_or_wrong_connection_is_refused(string key, string value)
    {
        Read(out var mistakes, (key, value));

        Assert.NotEmpty(mistakes);
        Assert.Contains(mistakes, mistake => mistake.Contains(key[..Math.Min(key.Length, 20)], StringComparison.Ordinal));
    }

    [Fact]
    public void Tls_switched_off_and_configured_is_a_contradiction()
    {
        Read(out var mistakes, ("TEMPORAL_TLS", "false"), ("TEMPORAL_TLS_SERVER_NAME", "x"));

        Assert.Single(mistakes);
    }

    private static TemporalClientConnectOptions Read(out List<string> mistakes, params (string Key, string Value)[] settings)
    {
        mistakes = [];
        var pairs = settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value));
        return TemporalEnvironment.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), mistakes);
    }
}
