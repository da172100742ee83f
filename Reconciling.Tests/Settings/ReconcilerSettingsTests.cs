using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Reconciling.Settings;
using Webhooks.Worker.Configuration;

namespace Webhooks.Reconciling.Tests.Settings;

public sealed class ReconcilerSettingsTests
{
    private const string At = "Webhooks:Sources:0:Reconcile";

    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Webhooks:Sources:0:Name"] = "hello",
        ["Webhooks:Sources:0:Provider"] = "github",
        [$"{At}:Hook"] = "repository",
        [$"{At}:Repository"] = "octo/hello",
        [$"{At}:HookId"] = "4711",
        [$"{At}:Token"] = "ghp_secret",
    };

    [Fact]
    public void Without_any_setting_nothing_is_reconciled()
    {
        Assert.Empty(Read([], out var mistakes).Sources);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void A_source_without_its_own_section_is_not_reconciled()
    {
        Assert.Empty(Read(new() { ["Webhooks:Sources:0:Name"] = "hello", ["Webhooks:Sources:0:Provider"] = "GitHub" }, out var mistakes).Sources);
        Assert.Empty(mistakes);
    }

    [Fact]
    public void A_complete_source_is_reconciled()
    {
        var settings = Read(Good, out var mistakes);

        Assert.Empty(mistakes);
        var hook = Assert.Single(settings.Sources).GitHub;
        Assert.Equal(("repos/octo/hello/hooks/4711/deliveries", "https://api.github.com/", 200), (hook!.LogPath, hook.ApiAddress.ToString(), hook.MaximumRequests));
        Assert.Equal(TimeSpan.FromDays(3), hook.Retention);
        Assert.DoesNotContain("ghp_secret", settings.Of("hello").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hook", null, "Hook is missing")]
    [InlineData("Hook", "enterprise", "Hook 'enterprise' is none of")]
    [InlineData("HookId", null, "HookId is missing")]
    [InlineData("HookId", "x", "HookId 'x' is not a number")]
    [InlineData("Repository", null, "Repository is missing")]
    [InlineData("Repository", "hello", "Repository 'hello' is not owner/name")]
    [InlineData("Repository", "octo/..", "Repository 'octo/..' is not owner/name")]
    [InlineData("Repository", "octo/hello/../x", "is not owner/name")]
    [InlineData("Token", null, "exactly one of them")]
    [InlineData("AppId", "1", "exactly one of them")]
    [InlineData("InstallationId", "1", "AppId is missing")]
    [InlineData("ApiAddress", "http://api.github.com", "ApiAddress 'http://api.github.com' is not an https address")]
    [InlineData("ApiAddress", "https://user@api.github.com", "is not an https address")]
    [InlineData("ApiAddress", "api.github.com", "is not an https address")]
    [InlineData("Retention", "40.00:00:00", "Retention '40.00:00:00' is not a time from")]
    [InlineData("MaximumRequests", "0", "MaximumRequests '0' is not a number from 1 to 1000")]
    [InlineData("Hok", "repository", "Hok is not a setting")]
    public void What_is_missing_or_wrong_is_named(string key, string? value, string mistake)
    {
        Read(new(Good) { [$"{At}:{key}"] = value }, out var mistakes);

        Assert.Contains(mistakes, each => each.StartsWith(At, StringComparison.Ordinal) && each.Contains(mistake, StringComparison.Ordinal));
        Assert.All(mistakes, each => Assert.DoesNotContain("ghp_secret", each, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AppId", "1", "PrivateKeyFile")]
    [InlineData("PrivateKey", "no key", "is not a readable PEM")]
    [InlineData("PrivateKeyFile", "/no/such/file", "PrivateKeyFile is not a readable PEM")]
    [InlineData("InstallationId", null, "InstallationId is missing")]
    public void Half_an_app_is_refused(string key, string? value, string mistake)
    {
        var app = new Dictionary<string, string?>(Good) { [$"{At}:Token"] = null, [$"{At}:AppId"] = "1", [$"{At}:InstallationId"] = "9" };
        app[$"{At}:{key}"] = value;

        Read(app, out var mistakes);

        Assert.Contains(mistakes, each => each.Contains(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void The_log_of_an_apps_hook_needs_the_app()
    {
        var app = new Dictionary<string, string?>(Good) { [$"{At}:Hook"] = "app" };
        app.Remove($"{At}:Repository");

        Read(app, out var mistakes);

        Assert.Contains(mistakes, each => each.StartsWith($"{At}:AppId is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Interval", "00:00:10")]
    [InlineData("CatchUpWindow", "soon")]
    [InlineData("GatewayAddress", "http://gateway.example.com")]
    [InlineData("Intervall", "00:15:00")]
    public void What_is_wrong_with_all_of_it_is_named(string key, string value)
    {
        Read(new(Good) { [$"Webhooks:Reconciliation:{key}"] = value }, out var mistakes);

        Assert.StartsWith($"Webhooks:Reconciliation:{key} ", Assert.Single(mistakes));
    }

    [Fact]
    public void The_worker_refuses_to_start_with_a_mistake()
    {
        var (settings, mistakes) = WorkerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(Good) { [$"{At}:HookId"] = null }).Build());

        Assert.Null(settings);
        Assert.StartsWith($"{At}:HookId is missing", Assert.Single(mistakes));
    }

    internal static ReconcilerSettings Read(Dictionary<string, string?> values, out List<string> mistakes)
    {
        mistakes = [];
        return ReconcilerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), mistakes);
    }
}
