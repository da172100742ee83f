using Microsoft.Extensions.Configuration;
using Webhooks.Gateway.Access;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Tests.Access;

public sealed class ManagementCatalogTests
{
    private const string Value = "do-not-print-me-do-not-print-me-do";

    [Fact]
    public void Every_mistake_is_reported_at_once_and_no_value()
    {
        var options = new WebhooksOptions
        {
            Sources = [new SourceOptions { Name = "hello", Tenant = "octo" }],
            Management = new ManagementOptions
            {
                Tokens =
                [
                    new TokenOptions { Name = "no name", Value = "do-not-print-me", Scopes = "read" },
                    new TokenOptions { Name = "one", Value = Value, Scopes = "read, write", Tenant = "acme" },
                    new TokenOptions { Name = "One", Value = Value, Scopes = " ," },
                    new TokenOptions { Name = "two", Value = Value + "\u00e9", Scopes = "replay", Tenant = "octo" },
                ],
            },
        };

        var mistakes = new List<string>();
        ManagementCatalog.Read(options, mistakes);

        Assert.Collection(
            mistakes,
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:0:Name 'no name' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:0:Value is not 32", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:1:Tenant 'acme' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:1:Scopes 'write' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:2:Name 'One' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:2:Value is the value of another", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:2:Scopes ' ,' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Management:Tokens:3:Value is not 32", mistake, StringComparison.Ordinal));
        Assert.DoesNotContain(mistakes, mistake => mistake.Contains("do-not-print-me", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("urls", "http://127.0.0.1:8080;http://localhost:1;http://[::1]:2", true)]
    [InlineData("urls", "http://unix:/run/webhooks.sock", true)]
    [InlineData("urls", "http://127.0.0.1:8080;http://0.0.0.0:8080", false)]
    [InlineData("urls", "http://*:8080", false)]
    [InlineData("urls", "http://[::]:8080", false)]
    [InlineData("urls", "https://gateway.example", false)]
    [InlineData("urls", "what", false)]
    [InlineData("http_ports", "8080", false)]
    [InlineData("https_ports", "8443", false)]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://127.0.0.1:8080", true)]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://192.0.2.7:8080", false)]
    public void Without_a_token_the_gateway_listens_to_its_own_machine_only(string key, string value, bool starts)
    {
        var mistakes = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        ManagementCatalog.Check(new WebhooksOptions(), configuration, HttpSettings.Read(configuration, []), mistakes);

        if (starts)
        {
            Assert.Empty(mistakes);
            return;
        }

        var mistake = Assert.Single(mistakes);
        Assert.StartsWith($"{key} '", mistake, StringComparison.Ordinal);
        Assert.Contains("Webhooks:Management:Tokens:0", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_token_it_may_listen_anywhere()
    {
        var mistakes = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", "http://*:8080")]).Build();
        var tokens = new ManagementOptions { Tokens = [new TokenOptions { Name = "one", Value = Value, Scopes = "read" }] };

        ManagementCatalog.Check(new WebhooksOptions { Management = tokens }, configuration, HttpSettings.Read(configuration, []), mistakes);

        Assert.Empty(mistakes);
    }
}
