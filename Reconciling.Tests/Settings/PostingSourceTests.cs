namespace Webhooks.Reconciling.Tests.Settings;

/// <summary>Sources for which the worker posts deliveries itself.</summary>
public sealed class PostingSourceTests
{
    private const string At = "Webhooks:Sources:0";

    private static readonly Dictionary<string, string?> Jira = new()
    {
        [$"{At}:Name"] = "jira",
        [$"{At}:Provider"] = "Jira",
        [$"{At}:Secrets:0:Value"] = "kept secret",
        [$"{At}:Jira:Site"] = "example.atlassian.net",
        [$"{At}:Reconcile:User"] = "reader@example.com",
        [$"{At}:Reconcile:Token"] = "api-token",
    };

    private static readonly Dictionary<string, string?> EventGrid = new()
    {
        [$"{At}:Name"] = "grid",
        [$"{At}:Provider"] = "EventGrid",
        [$"{At}:Secrets:0:Value"] = "kept secret",
        [$"{At}:EventGrid:SecretHeader"] = "X-Shared",
        [$"{At}:Reconcile:Folder"] = AppContext.BaseDirectory,
    };

    [Fact]
    public void Complete_sources_are_reconciled()
    {
        var jira = Assert.Single(ReconcilerSettingsTests.Read(Jira, out var ofJira).Sources).Jira!;
        var folder = Assert.Single(ReconcilerSettingsTests.Read(EventGrid, out var ofEventGrid).Sources).DeadLetters!;

        Assert.Empty(ofJira);
        Assert.Empty(ofEventGrid);
        Assert.Equal(("https://example.atlassian.net/", "sha256", TimeSpan.FromMinutes(90)), (jira.Site.ApiAddress.ToString(), jira.SignatureMethod, jira.Grace));
        Assert.Equal("X-Shared", folder.SecretHeader);
        Assert.DoesNotContain("api-token", jira.ToString() + jira.Site, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jira:Site", null, "Jira:Site is missing")]
    [InlineData("Jira:ConnectIssuer", "app", "Jira:ConnectIssuer is there")]
    [InlineData("Secrets:0:Value", null, "Secrets has none with Value or File")]
    [InlineData("Reconcile:Token", null, "Reconcile:Token is missing")]
    [InlineData("Reconcile:Jql", "project = TES order by key", "Reconcile:Jql 'project = TES order by key' has an order")]
    [InlineData("Reconcile:ApiAddress", "http://example.atlassian.net", "Reconcile:ApiAddress 'http://example.atlassian.net' is not an https address")]
    [InlineData("Reconcile:Hook", "repository", "Reconcile:Hook is not a setting")]
    public void What_is_missing_or_wrong_for_Jira_is_named(string key, string? value, string mistake) => Check(Jira, key, value, mistake);

    [Theory]
    [InlineData("EventGrid:SecretHeader", null, "EventGrid:SecretParameter or :SecretHeader is needed")]
    [InlineData("EventGrid:Entra:Issuer", "https://issuer", "EventGrid:Entra is there")]
    [InlineData("Secrets:0:Value", " ", "Secrets has none with Value or File")]
    [InlineData("Reconcile:Folder", null, "Reconcile:Folder is missing")]
    [InlineData("Reconcile:Folder", "/no/such/folder", "Reconcile:Folder '/no/such/folder' is not a folder")]
    public void What_is_missing_or_wrong_for_Event_Grid_is_named(string key, string? value, string mistake) => Check(EventGrid, key, value, mistake);

    private static void Check(Dictionary<string, string?> good, string key, string? value, string mistake)
    {
        // A section that has nothing in it would not be one, so there is always another setting.
        var settings = new Dictionary<string, string?>(good) { [$"{At}:Reconcile:Grace"] = good == Jira ? "01:00:00" : null, [$"{At}:{key}"] = value };
        foreach (var missing in settings.Where(each => each.Value is null).ToList())
        {
            settings.Remove(missing.Key);
        }

        if (key == "Reconcile:Folder" && value is null)
        {
            settings[$"{At}:Reconcile:Foldr"] = "typo";
        }

        ReconcilerSettingsTests.Read(settings, out var mistakes);

        Assert.Contains(mistakes, each => each.StartsWith($"{At}:{mistake}", StringComparison.Ordinal));
        Assert.All(mistakes, each => Assert.DoesNotContain("kept secret", each, StringComparison.Ordinal));
    }
}
