using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Forwarding;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Forwarding;

/// <summary>Temporal may call one call wrong, and then it always will; anything else it says is about itself, and passes.</summary>
public sealed class RefusedSignalTests
{
    private const int InvalidArgument = 3;

    [Fact]
    public async Task A_call_that_is_refused_again_and_again_is_set_aside_and_its_entity_goes_on()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address) { Time = new HastyTime(200) };
        var (wrong, next) = (Push(1), Push(1));
        var asked = Refuse(temporal, InvalidArgument, wrong);
        using var counted = new Counted(app);

        await SendAsync(app, wrong, next);

        await StateAsync(app, next, DeliveryState.Signalled);
        var row = await app.FindAsync(wrong.Id);
        Assert.Equal((OutcomeKind.Quarantined, "signal-refused"), (row?.Outcome?.Kind, row?.Outcome?.Reason));
        Assert.Equal(Backoff.MostRefusals, asked());
        Assert.Equal(next.Id, Guid.Parse(Assert.Single(temporal.Calls).RequestId).ToString("N"));
        Assert.Single(app.LogLines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(wrong.Id, StringComparison.Ordinal));
        Assert.Equal((Backoff.MostRefusals - 1, 1), (counted["call-refused"], counted["quarantined"]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Every_other_refusal_is_waited_out_however_often_it_comes(int status)
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address) { Time = new HastyTime(2000) };
        var delivery = Push(1);
        var asked = 0;
        temporal.Answer = _ => Task.FromResult(Interlocked.Increment(ref asked) <= 2 * Backoff.MostRefusals ? status : 0);

        await SendAsync(app, delivery);

        await StateAsync(app, delivery, DeliveryState.Signalled);
        Assert.Equal((2 * Backoff.MostRefusals) + 1, asked);
    }

    [Fact]
    public async Task Only_refusals_in_a_row_count()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address) { Time = new HastyTime(2000) };
        var delivery = Push(1);
        var asked = 0;
        temporal.Answer = _ => Task.FromResult(Interlocked.Increment(ref asked) switch
        {
            Backoff.MostRefusals => 13,
            < 2 * Backoff.MostRefusals => InvalidArgument,
            _ => 0,
        });

        await SendAsync(app, delivery);

        await StateAsync(app, delivery, DeliveryState.Signalled);
    }

    private static Func<int> Refuse(TemporalStub temporal, int status, Delivery refused)
    {
        var asked = 0;
        temporal.Answer = call =>
        {
            if (Guid.Parse(call.RequestId).ToString("N") != refused.Id)
            {
                return Task.FromResult(0);
            }

            Interlocked.Increment(ref asked);
            return Task.FromResult(status);
        };
        return () => Volatile.Read(ref asked);
    }

    private static Delivery Push(long repository) => new() { Body = Encoding.UTF8.GetBytes(Delivery.Push(repository)) };

    private static async Task SendAsync(GatewayApp app, params Delivery[] deliveries)
    {
        foreach (var delivery in deliveries)
        {
            await app.CreateClient().SendAsync(delivery.Signed());
        }
    }

    private static Task StateAsync(GatewayApp app, Delivery delivery, DeliveryState state) =>
        Eventually.TrueAsync(async () => (await app.FindAsync(delivery.Id))?.State == state, $"the delivery is {state}");

    /// <summary>What <c>webhooks.signals</c> of one gateway counted, by outcome.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

        public Counted(GatewayApp app)
        {
            var meters = app.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "webhooks.signals" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                var outcome = tags[0].Value as string ?? "";
                lock (counts)
                {
                    counts[outcome] = counts.GetValueOrDefault(outcome) + (int)count;
                }
            });
            listener.Start();
        }

        public int this[string outcome]
        {
            get
            {
                lock (counts)
                {
                    return counts.GetValueOrDefault(outcome);
                }
            }
        }

        public void Dispose() => listener.Dispose();
    }
}
