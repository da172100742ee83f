using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Azure;

namespace Webhooks.Activities.Tests.Azure;

public sealed class AzureSettingsTests
{
    [Fact]
    public void Without_the_section_Azure_is_not_asked()
    {
        List<string> mistakes = [];

        Assert.Null(AzureSettings.Read(new ConfigurationBuilder().Build(), mistakes));
        Assert.Empty(mistakes);
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var mistakes = Read(("Credential", "Secret"), ("ManagementAddress", "ftp://x"), ("Subscriptions:0", "shop"), ("People", "all"), ("Tenant", "x"));

        Assert.Contains(mistakes, mistake => mistake.StartsWith("Webhooks:Azure:TenantId is missing", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("Webhooks:Azure:ClientId is missing", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("Webhooks:Azure:ClientSecret and", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("Webhooks:Azure:ManagementAddress 'ftp://x'", StringComparison.Ordinal));
        Assert.Contains("Webhooks:Azure:Subscriptions:0 'shop' is not the id of a subscription.", mistakes);
        Assert.Contains("Webhooks:Azure:People 'all' is none of Named, Unnamed.", mistakes);
        Assert.Contains("Webhooks:Azure:Tenant is not a setting.", mistakes);
    }

    [Fact]
    public void Which_subscriptions_Azure_is_asked_about_must_be_said() =>
        Assert.Equal(
            ["Webhooks:Azure:Subscriptions:0 is missing: the id of a subscription that Azure is asked about."], Read(("Credential", "ManagedIdentity")));

    private static List<string> Read(params (string Key, string Value)[] settings)
    {
        List<string> mistakes = [];
        AzureSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(each => $"Webhooks:Azure:{each.Key}", each => (string?)each.Value)).Build(), mistakes);
        return mistakes;
    }
}
