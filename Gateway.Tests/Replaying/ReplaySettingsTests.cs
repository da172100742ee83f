using Microsoft.Extensions.Configuration;
using Webhooks.Gateway.Replaying;

namespace Webhooks.Gateway.Tests.Replaying;

public sealed class ReplaySettingsTests
{
    [Fact]
    public void Every_mistake_is_named_with_key_and_value()
    {
        var mistakes = new List<string>();
        ReplaySettings.Read(Configuration(("DeliveriesPerSecond", "0"), ("ConfirmAbove", "many"), ("ConfirmAbve", "5")), mistakes);
        Assert.Collection(
            mistakes,
            mistake => Assert.StartsWith("Webhooks:Replay:DeliveriesPerSecond '0' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Replay:ConfirmAbove 'many' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Replay:ConfirmAbve is not a setting", mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_settings_fifty_a_second_and_confirmation_above_a_hundred()
    {
        var settings = ReplaySettings.Read(Configuration(), []);
        Assert.Equal((50, 100, 1_000_000), (settings.DeliveriesPerSecond, settings.ConfirmAbove, settings.MaximumDeliveries));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Webhooks:Replay:{setting.Key}", (string?)setting.Value)))
        .Build();
}
