using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

public sealed class SettledMetricTests : IDisposable
{
    private readonly GatewayApp app = JiraApp.Create();
    private readonly MeterListener listener = new();
    private readonly List<string> counted = [];

    public SettledMetricTests()
    {
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            // Other tests run other gateways in this process.
            if (instrument.Name == "webhooks.deliveries.settled" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var text = string.Join(' ', tags.ToArray().Select(tag => tag.Value));
            lock (counted)
            {
                counted.Add($"{count} {text}");
            }
        });
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        app.Dispose();
    }

    [Theory]
    [InlineData("issues", "1 hello issues filtered unsupported-event")]
    [InlineData("ping", "1 hello ping filtered ping")]
    [InlineData("release", "1 hello release quarantined release-id-invalid")]
    [InlineData("something_that_GitHub_will_invent", "1 hello other filtered unsupported-event")]
    public async Task What_is_settled_at_the_door_is_counted_once_by_a_known_type(string name, string expected)
    {
        var delivery = new Delivery { Event = name };
        await app.AcceptedAsync(delivery.Signed());
        await app.AcceptedAsync(delivery.Signed());

        Assert.Equal([expected], counted);
    }

    [Theory]
    [InlineData("issue_property_set", "1 jira issue_property_set filtered unsupported-event")]
    [InlineData("project_created", "1 jira project_created filtered unsupported-event")]
    [InlineData("event_of_tomorrow", "1 jira other filtered unsupported-event")]
    public async Task Events_of_Jira_are_counted_by_known_names_too(string name, string expected)
    {
        var body = JiraDelivery.Updated().Replace("jira:issue_updated", name, StringComparison.Ordinal);
        await app.AcceptedAsync(new JiraDelivery { Body = Encoding.UTF8.GetBytes(body) }.Signed());

        Assert.Equal([expected], counted);
    }

    [Fact]
    public async Task What_goes_to_a_workflow_is_not_settled_yet()
    {
        await app.AcceptedAsync(new Delivery().Signed());

        Assert.Empty(counted);
    }
}
