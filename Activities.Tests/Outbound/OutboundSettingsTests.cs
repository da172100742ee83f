using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Outbound;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Outbound;

public sealed class OutboundSettingsTests
{
    private const string Secret = "the-secret-itself";
    private const string Workflow = $"https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig={Secret}";

    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Documents:Store"] = "SharePoint",
        ["Documents:Site"] = "https://contoso.sharepoint.com/sites/reports",
        ["Documents:Library"] = "Documents",
        ["Mail:Transport"] = "Graph",
        ["Mail:Sender"] = "reports@contoso.com",
        ["Graph:TenantId"] = "contoso.onmicrosoft.com",
        ["Graph:ClientId"] = "0b5d5d5e-6f4e-4b6a-9b1c-5a1e5b7f0001",
        ["Graph:ClientSecret"] = Secret,
        ["Notifications:Transport"] = "teams",
        ["Notifications:Channels:DevOps"] = Workflow,
        ["Notifications:Channels:Reports"] = Workflow,
        ["Notifications:Channels:Alerts"] = Workflow,
    };

    [Fact]
    public void Without_any_setting_everything_stays_on_this_machine()
    {
        var settings = Read([], out var mistakes);

        Assert.Empty(mistakes);
        Assert.Null(settings.Documents.SharePoint);
        Assert.Null(settings.Notifications.Teams);
        Assert.Null(settings.Graph);
        Assert.False(settings.Mail.IsSent);
    }

    [Fact]
    public void A_complete_configuration_is_taken()
    {
        var settings = Read(Good, out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal("https://graph.microsoft.com/.default", settings.Graph!.Scope); // Needed.
        Assert.NotNull(settings.Graph.Identity.Create());
        Assert.Equal("Documents", settings.Documents.SharePoint!.Name); // Chosen.
        Assert.Equal(3, settings.Notifications.Teams!.Count); // Chosen.
        Assert.DoesNotContain(Secret, settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Documents:Store", "S3", "Documents:Store 'S3' is none of Folder, SharePoint")]
    [InlineData("Documents:Library", null, "Documents:Library is missing")]
    [InlineData("Documents:Site", null, "Documents:DriveId is missing, or Webhooks:Documents:Site")]
    [InlineData("Documents:Site", "http://contoso.sharepoint.com", "Documents:Site 'http://contoso.sharepoint.com' is not an https address")]
    [InlineData("Documents:DriveId", "b!1", "only one of them says which library")]
    [InlineData("Documents:Folder", "/srv", "Documents:Folder is there, but")]
    [InlineData("Documents:Libary", "x", "Documents:Libary is not a setting")]
    [InlineData("Mail:Sender", null, "Mail:Sender is missing")]
    [InlineData("Mail:Sender", "reports", "Mail:Sender 'reports' is not an address")]
    [InlineData("Mail:Sender", "a@b.com\nBcc: c@d.com", "Mail:Sender")]
    [InlineData("Mail:Transport", "Smtp", "Mail:Transport 'Smtp' is none of Outbox, Graph")]
    [InlineData("Graph:TenantId", null, "Graph:TenantId is missing")]
    [InlineData("Graph:TenantId", "a/b", "Graph:TenantId 'a/b' is not an id")]
    [InlineData("Graph:ClientId", null, "Graph:ClientId is missing")]
    [InlineData("Graph:ClientSecret", null, "Graph:ClientSecret and Webhooks:Graph:ClientSecretFile: exactly one")]
    [InlineData("Graph:ClientSecretFile", "/no/such/file", "exactly one of them")]
    [InlineData("Graph:CertificateFile", "/no/such/file", "Graph:CertificateFile is there, but Credential is not Certificate")]
    [InlineData("Graph:Credential", "Certificate", "Graph:CertificateFile is missing")]
    [InlineData("Graph:Credential", "ManagedIdentity", "Graph:ClientSecret is there, but Credential is not Secret")]
    [InlineData("Graph:Credential", "Password", "Graph:Credential 'Password' is none of")]
    [InlineData("Graph:Address", "http://graph.microsoft.com", "Graph:Address 'http://graph.microsoft.com' is not an https address")]
    [InlineData("Notifications:Transport", "Slack", "Notifications:Transport 'Slack' is none of Outbox, Teams")]
    [InlineData("Notifications:Transport", null, "Notifications:Channels:DevOps is there, but")]
    [InlineData("Notifications:Channels:Alerts", null, "Notifications:Channels:Alerts is missing")]
    [InlineData("Notifications:Channels:Alerts", "http://teams.example/?sig=" + Secret, "Notifications:Channels:Alerts is not the https address")]
    [InlineData("Notifications:Channels:Alerts", Secret, "Notifications:Channels:Alerts is not the https address")]
    [InlineData("Notifications:Chanels:Alerts", Workflow, "Notifications:Chanels is not a setting")]
    public void What_is_missing_or_wrong_is_named_without_any_secret(string key, string? value, string mistake)
    {
        Dictionary<string, string?> values = new(Good) { [key] = value };
        if (value is null)
        {
            values.Remove(key);
        }

        Read(values, out var mistakes);

        Assert.Contains(mistakes, each => each.Contains($"Webhooks:{mistake}", StringComparison.Ordinal) || each.Contains(mistake, StringComparison.Ordinal));
        Assert.All(mistakes, each => Assert.DoesNotContain(Secret, each, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Documents:DriveId", "b!1", "Webhooks:Documents:Store is not SharePoint")]
    [InlineData("Documents:Library", "Documents", "Webhooks:Documents:Store is not SharePoint")]
    [InlineData("Notifications:Channels:DevOps", Workflow, "Webhooks:Notifications:Channels:DevOps is there, but")]
    [InlineData("Graph:TenantId", "contoso.com", "Webhooks:Graph:ClientId is missing")]
    public void Settings_of_what_was_not_chosen_are_mistakes(string key, string value, string mistake)
    {
        Read(new() { [key] = value }, out var mistakes);

        Assert.Contains(mistakes, each => each.StartsWith(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        Read(new() { ["Documents:Store"] = "SharePoint", ["Mail:Transport"] = "Graph", ["Notifications:Transport"] = "Teams" }, out var mistakes);

        Assert.Equal(
            ["Documents:DriveId", "Mail:Sender", "Notifications:Channels:DevOps", "Notifications:Channels:Reports", "Notifications:Channels:Alerts", "Graph:ClientSecret", "Graph:TenantId", "Graph:ClientId"],
            mistakes.Select(mistake => mistake["Webhooks:".Length..].Split(' ')[0]));
    }

    [Fact]
    public void A_secret_and_a_certificate_may_be_files()
    {
        using var folder = new TemporaryFolder();
        var secret = Path.Combine(folder.Path, "secret");
        File.WriteAllText(secret, Secret + "\n");
        var certificate = Certificates.Write(folder.Path);

        var bySecret = Read(new(Good) { ["Graph:ClientSecret"] = null, ["Graph:ClientSecretFile"] = secret }, out var none);
        var byCertificate = Read(new(Good) { ["Graph:ClientSecret"] = null, ["Graph:Credential"] = "Certificate", ["Graph:CertificateFile"] = certificate }, out var neither);

        Assert.Empty(none);
        Assert.Empty(neither);
        Assert.IsType<global::Azure.Identity.ClientSecretCredential>(bySecret.Graph!.Identity.Create()); // Needed.
        Assert.IsType<global::Azure.Identity.ClientCertificateCredential>(byCertificate.Graph!.Identity.Create()); // Needed.
    }

    [Theory]
    [InlineData("ManagedIdentity", typeof(global::Azure.Identity.ManagedIdentityCredential))]
    [InlineData("Default", typeof(global::Azure.Identity.DefaultAzureCredential))]
    public void An_identity_of_the_machine_needs_nothing_else(string kind, Type credential)
    {
        var settings = Read(new() { ["Documents:Store"] = "SharePoint", ["Documents:DriveId"] = "b!1", ["Graph:Credential"] = kind }, out var mistakes);

        Assert.Empty(mistakes);
        Assert.IsType(credential, settings.Graph!.Identity.Create()); // Needed.
    }

    private static OutboundSettings Read(Dictionary<string, string?> values, out List<string> mistakes)
    {
        mistakes = [];
        var keyed = values.ToDictionary(each => $"Webhooks:{each.Key}", each => each.Value);
        return OutboundSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(keyed).Build(), mistakes);
    }
}
