using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.GitHub.Api;
using Webhooks.Activities.Jira.Api;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Providers;

public sealed class ClientSettingsTests
{
    private static readonly Dictionary<string, string?> Jira = new()
    {
        ["Webhooks:Jira:Site"] = "Example.atlassian.net",
        ["Webhooks:Jira:User"] = "reader@example.com",
        ["Webhooks:Jira:Token"] = "kept secret",
    };

    [Fact]
    public void Without_their_sections_neither_is_asked()
    {
        List<string> mistakes = [];

        Assert.Null(GitHubSettings.Read(Configuration([]), mistakes));
        Assert.Null(JiraSite.Read(Configuration([]), mistakes));
        Assert.Empty(mistakes);
    }

    [Fact]
    public void GitHub_is_asked_with_a_token()
    {
        var settings = ReadGitHub(new() { ["Webhooks:GitHub:Token"] = "kept secret" }, out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal("https://api.github.com/", settings!.ApiAddress.ToString()); // There is a section.
        Assert.DoesNotContain("kept secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void GitHub_Enterprise_is_asked_as_an_app()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var file = Path.Combine(folder.Path, "key.pem");
        File.WriteAllText(file, key.ExportRSAPrivateKeyPem());

        var settings = ReadGitHub(
            new()
            {
                ["Webhooks:GitHub:ApiAddress"] = "https://git.example.com/api/v3",
                ["Webhooks:GitHub:App:Id"] = "12345",
                ["Webhooks:GitHub:App:PrivateKeyFile"] = file,
                ["Webhooks:GitHub:App:InstallationId"] = "99",
            },
            out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(("https://git.example.com/api/v3/", "12345", 99L), (settings!.ApiAddress.ToString(), settings.App!.Id, settings.App.Installation)); // Configured.
        Assert.DoesNotContain("PRIVATE", $"{settings} {settings.App}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiAddress", "https://git.example.com", "Webhooks:GitHub:Token and Webhooks:GitHub:App:Id: exactly one")]
    [InlineData("App:InstallationId", "99", "Webhooks:GitHub:App:Id is missing")]
    [InlineData("App:PrivateKeyFile", "/no/such/file", "Webhooks:GitHub:App:Id is missing")]
    [InlineData("App:Id", "1", "Webhooks:GitHub:App:InstallationId is missing")]
    [InlineData("App:Id", "1", "Webhooks:GitHub:App:PrivateKeyFile and Webhooks:GitHub:App:PrivateKey: exactly one")]
    [InlineData("App:Ident", "1", "Webhooks:GitHub:App:Ident is not a setting")]
    [InlineData("Tokn", "1", "Webhooks:GitHub:Tokn is not a setting")]
    [InlineData("ApiAddress", "http://git.example.com", "Webhooks:GitHub:ApiAddress 'http://git.example.com' is not an https address")]
    public void Half_a_GitHub_is_refused(string key, string value, string mistake)
    {
        ReadGitHub(new() { [$"Webhooks:GitHub:{key}"] = value }, out var mistakes);

        Assert.Contains(mistakes, each => each.StartsWith(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_and_an_app_are_one_too_many()
    {
        ReadGitHub(new() { ["Webhooks:GitHub:Token"] = "kept secret", ["Webhooks:GitHub:App:Id"] = "1" }, out var mistakes);

        Assert.Contains(mistakes, each => each.Contains("exactly one of them says who asks", StringComparison.Ordinal));
        Assert.DoesNotContain(mistakes, each => each.Contains("kept secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Jira_is_asked_where_its_site_is()
    {
        var site = ReadJira(Jira, out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(("example.atlassian.net", "https://example.atlassian.net/"), (site!.Host, site.ApiAddress.ToString())); // There is a section.
        Assert.DoesNotContain("kept secret", site.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Site", null, "Webhooks:Jira:Site is missing")]
    [InlineData("Site", "https://example.atlassian.net", "Webhooks:Jira:Site 'https://example.atlassian.net' is not a host")]
    [InlineData("Token", null, "Webhooks:Jira:Token is missing")]
    [InlineData("ApiAddress", "ftp://example.atlassian.net", "Webhooks:Jira:ApiAddress 'ftp://example.atlassian.net' is not an https address")]
    [InlineData("Url", "x", "Webhooks:Jira:Url is not a setting")]
    public void Half_a_Jira_is_refused(string key, string? value, string mistake)
    {
        var settings = new Dictionary<string, string?>(Jira) { [$"Webhooks:Jira:{key}"] = value };
        if (value is null)
        {
            settings.Remove($"Webhooks:Jira:{key}");
        }

        ReadJira(settings, out var mistakes);

        Assert.StartsWith(mistake, Assert.Single(mistakes), StringComparison.Ordinal);
    }

    private static GitHubSettings? ReadGitHub(Dictionary<string, string?> values, out List<string> mistakes)
    {
        mistakes = [];
        return GitHubSettings.Read(Configuration(values), mistakes);
    }

    private static JiraSite? ReadJira(Dictionary<string, string?> values, out List<string> mistakes)
    {
        mistakes = [];
        return JiraSite.Read(Configuration(values), mistakes);
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
