using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Configuration;
using Webhooks.Gateway.Jira;
using Webhooks.Gateway.Signatures;

namespace Webhooks.Gateway.Tests.Jira;

public sealed class JiraSettingsTests
{
    [Fact]
    public void Without_settings_sha256_counts_and_any_site_and_no_token()
    {
        var source = Read(new JiraOptions(), out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(WebhookProvider.Jira, source.Provider);
        Assert.Equal([HubMethod.Sha256], source.Jira.Methods);
        Assert.Null(source.Jira.Site);
        Assert.Null(source.Jira.ConnectIssuer);
    }

    [Fact]
    public void Settings_are_read()
    {
        var source = Read(new JiraOptions { Site = "Example.Atlassian.net", SignatureMethods = "sha512, sha1", ConnectIssuer = "key" }, out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal("example.atlassian.net", source.Jira.Site);
        Assert.Equal([HubMethod.Sha512, HubMethod.Sha1], source.Jira.Methods);
        Assert.Equal("key", source.Jira.ConnectIssuer);
    }

    [Theory]
    [InlineData("https://example.atlassian.net")]
    [InlineData("example.atlassian.net/")]
    [InlineData("user@example.atlassian.net")]
    [InlineData("example.atlassian.net:443")]
    [InlineData("a b")]
    public void A_site_that_no_delivery_could_name_is_refused(string site) => Refused(new JiraOptions { Site = site }, $"Webhooks:Sources:0:Jira:Site '{site}' ");

    [Theory]
    [InlineData("md5")]
    [InlineData("SHA256")]
    [InlineData("sha256,")]
    [InlineData("none")]
    public void A_method_that_is_not_known_is_refused(string methods) =>
        Refused(new JiraOptions { SignatureMethods = methods }, $"Webhooks:Sources:0:Jira:SignatureMethods '{methods}' ");

    [Fact]
    public void An_issuer_with_control_characters_is_refused() =>
        Refused(new JiraOptions { ConnectIssuer = "a\nb" }, "Webhooks:Sources:0:Jira:ConnectIssuer ");

    [Fact]
    public void Settings_of_Jira_on_a_source_of_another_provider_are_a_mistake()
    {
        var source = new SourceOptions
        {
            Name = "hello", Provider = "GitHub", Secrets = [new SecretOptions { Value = "s" }], Jira = new JiraOptions { Site = "example.atlassian.net" },
        };

        SourceCatalog.Read(new WebhooksOptions { Sources = [source] }, out var mistakes);

        Assert.StartsWith("Webhooks:Sources:0:Jira ", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    private static void Refused(JiraOptions options, string start)
    {
        Read(options, out var mistakes);
        Assert.StartsWith(start, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    private static Source Read(JiraOptions jira, out List<string> mistakes)
    {
        var source = new SourceOptions { Name = "jira", Provider = "jira", Secrets = [new SecretOptions { Value = "s" }], Jira = jira };
        return SourceCatalog.Read(new WebhooksOptions { Sources = [source] }, out mistakes)["jira"];
    }
}
