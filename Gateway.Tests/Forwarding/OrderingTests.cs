using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Webhooks.Contracts.Entities;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Forwarding;

public sealed class OrderingTests
{
    [Fact]
    public async Task Without_settings_a_workflow_is_started_with_nothing_and_has_its_own_defaults() => Assert.Null(await StartAsync());

    [Fact]
    public async Task What_is_configured_is_what_a_workflow_is_started_with()
    {
        var start = await StartAsync(("PushPatience", "00:00:30"), ("GapPeriod", "7.00:00:00"), ("RequestPatience", "00:00:00"), ("QuietPeriod", "00:10:00"));
        Assert.Equal(
            new EntityStart
            {
                Patience = TimeSpan.FromSeconds(30),
                GapPeriod = TimeSpan.FromDays(7),
                RequestPatience = TimeSpan.Zero,
                QuietPeriod = TimeSpan.FromMinutes(10),
            },
            start);
    }

    [Fact]
    public async Task What_is_not_configured_beside_it_is_as_ever() =>
        Assert.Equal(new EntityStart { GapPeriod = TimeSpan.FromDays(7) }, await StartAsync(("GapPeriod", "7.00:00:00")));

    [Fact]
    public void Every_mistake_is_named_with_key_and_value()
    {
        var mistakes = new List<string>();
        OrderingSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Webhooks:Ordering:PushPatience"] = "02:00:00",
                    ["Webhooks:Ordering:GapPeriod"] = "long",
                    ["Webhooks:Ordering:RequestPatience"] = "-00:00:01",
                    ["Webhooks:Ordering:QuietPeriod"] = "00:00:00",
                    ["Webhooks:Ordering:Patience"] = "00:01:00",
                })
                .Build(),
            mistakes);
        Assert.Collection(
            mistakes,
            mistake => Assert.StartsWith("Webhooks:Ordering:PushPatience '02:00:00' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Ordering:GapPeriod 'long' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Ordering:RequestPatience '-00:00:01' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Ordering:QuietPeriod '00:00:00' ", mistake, StringComparison.Ordinal),
            mistake => Assert.StartsWith("Webhooks:Ordering:Patience is not a setting", mistake, StringComparison.Ordinal));
    }

    private static async Task<EntityStart?> StartAsync(params (string Key, string Value)[] settings)
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address);
        foreach (var (key, value) in settings)
        {
            app.Settings.Put($"Webhooks:Ordering:{key}", value);
        }

        using var client = app.CreateClient();
        await client.SendAsync(new Delivery().Signed());
        await Eventually.TrueAsync(() => temporal.Calls.Count == 1, "it is signalled");
        return temporal.Calls[0].Input is { Payloads_: [var payload] } ? JsonSerializer.Deserialize<EntityStart>(payload.Data.Span) : null;
    }
}
