using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Forwarding;

public sealed class ForwardingTests
{
    [Fact]
    public async Task A_push_reaches_its_workflow_with_all_that_the_handler_needs()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address);
        var delivery = new Delivery();

        await app.CreateClient().SendAsync(delivery.Signed());

        await SignalledAsync(app, delivery);
        var signal = Assert.Single(temporal.Calls);
        Assert.Equal("github/repository/186853002", signal.WorkflowId);
        Assert.Equal("GitHubRepositoryWorkflow", signal.WorkflowType.Name);
        Assert.Equal("webhooks-realtime", signal.TaskQueue.Name);
        Assert.Equal("deliver", signal.SignalName);
        Assert.Equal("default", signal.Namespace);
        Assert.Equal(delivery.Id, Guid.Parse(signal.RequestId).ToString("N"));
        var given = JsonSerializer.Deserialize<DeliveryEvent>(Assert.Single(signal.SignalInput.Payloads_).Data.Span)!; // Not null: the payload is an object.
        Assert.Equal(delivery.Id, given.DeliveryId);
        Assert.Equal("refs/heads/main", given.Push?.Ref);
        var row = await app.FindAsync(delivery.Id);
        Assert.Equal(row?.Payload, given.Payload);
        Assert.Equal("run-of-github/repository/186853002", row?.RunId);
    }

    [Fact]
    public async Task While_temporal_is_away_deliveries_are_accepted_and_then_signalled_in_order()
    {
        await using var first = await TemporalStub.StartAsync();
        var address = first.Address;
        await first.DisposeAsync();
        await using var app = new GatewayApp(address);
        var client = app.CreateClient();
        var sent = Enumerable.Range(0, 60).Select(i => Push(repository: 1 + (i % 3))).ToList();
        foreach (var delivery in sent)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        }

        await using var back = await TemporalStub.StartAsync(int.Parse(address.Split(':')[1]));

        await SignalledAsync(app, [.. sent]);
        AssertOrder(sent, back);
        Assert.Equal(60, back.Calls.Count);
        Assert.Equal(1, back.MostAtOnceForOne);
    }

    [Fact]
    public async Task A_restart_goes_on_with_what_is_pending_and_signals_nothing_twice()
    {
        using var folder = new TemporaryFolder();
        var sent = Enumerable.Range(0, 20).Select(i => Push(repository: 1 + (i % 2))).ToList();
        var before = new GatewayApp(folder: folder.Path);
        foreach (var delivery in sent)
        {
            await before.CreateClient().SendAsync(delivery.Signed());
        }

        await before.DisposeAsync();
        await using var temporal = await TemporalStub.StartAsync();
        var after = new GatewayApp(temporal.Address, folder.Path);
        _ = after.Server;
        await SignalledAsync(after, [.. sent]);
        await after.DisposeAsync();
        await using var again = new GatewayApp(temporal.Address, folder.Path);
        var last = Push(repository: 1);
        await again.CreateClient().SendAsync(last.Signed());
        await SignalledAsync(again, last);

        AssertOrder([.. sent, last], temporal);
        Assert.Equal(21, temporal.Calls.Count);
    }

    [Fact]
    public async Task A_lost_reply_leads_to_the_same_request_again_and_to_one_signal()
    {
        await using var temporal = await TemporalStub.StartAsync();
        var lost = 0;
        temporal.LosesReply = _ => Interlocked.Increment(ref lost) == 1;
        await using var app = new GatewayApp(temporal.Address);
        var delivery = new Delivery();

        await app.CreateClient().SendAsync(delivery.Signed());

        await SignalledAsync(app, delivery);
        Assert.Equal(2, temporal.Calls.Count);
        Assert.Single(temporal.Signals);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(13)]
    public async Task An_entity_that_is_stuck_holds_up_nobody_else_and_goes_on_in_order(int status)
    {
        await using var temporal = await TemporalStub.StartAsync();
        var failuresLeft = 2;
        temporal.Answer = call => Task.FromResult(call.WorkflowId.EndsWith("/1", StringComparison.Ordinal) && Interlocked.Decrement(ref failuresLeft) >= 0 ? status : 0);
        await using var app = new GatewayApp(temporal.Address);
        var client = app.CreateClient();
        var stuck = Enumerable.Range(0, 5).Select(_ => Push(repository: 1)).ToList();
        var others = Enumerable.Range(2, 30).Select(i => Push(repository: i)).ToList();
        foreach (var delivery in stuck.Concat(others))
        {
            await client.SendAsync(delivery.Signed());
        }

        await SignalledAsync(app, [.. others]);
        await SignalledAsync(app, [.. stuck]);
        AssertOrder(stuck, temporal);
        Assert.Equal(35, temporal.Calls.Count);
    }

    [Fact]
    public async Task An_entity_whose_calls_hang_holds_up_nobody_else()
    {
        await using var temporal = await TemporalStub.StartAsync();
        var release = new TaskCompletionSource();
        temporal.Answer = async call =>
        {
            if (call.WorkflowId.EndsWith("/1", StringComparison.Ordinal))
            {
                await release.Task;
            }

            return 0;
        };
        await using var app = new GatewayApp(temporal.Address);
        var client = app.CreateClient();
        var hanging = Push(repository: 1);
        var others = Enumerable.Range(2, 100).Select(i => Push(repository: i)).ToList();
        foreach (var delivery in others.Prepend(hanging))
        {
            await client.SendAsync(delivery.Signed());
        }

        await SignalledAsync(app, [.. others]);
        Assert.Equal(DeliveryState.Accepted, (await app.FindAsync(hanging.Id))?.State);
        release.SetResult();
        await SignalledAsync(app, hanging);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task When_temporal_takes_nothing_it_is_probed_one_call_at_a_time(int status)
    {
        await using var temporal = await TemporalStub.StartAsync();
        var refused = 0;
        var atOnce = 0;
        var most = 0;
        temporal.Answer = async _ =>
        {
            var now = Interlocked.Increment(ref atOnce);
            if (Volatile.Read(ref refused) is 1 or 2)
            {
                most = Math.Max(most, now);
            }

            await Task.Yield();
            Interlocked.Decrement(ref atOnce);
            return Interlocked.Increment(ref refused) <= 2 ? status : 0;
        };
        await using var app = new GatewayApp(temporal.Address);
        var client = app.CreateClient();
        var first = Push(repository: 1);
        await client.SendAsync(first.Signed());
        await Eventually.TrueAsync(() => Volatile.Read(ref refused) > 0, "the first call is refused");
        var sent = Enumerable.Range(2, 20).Select(i => Push(repository: i)).ToList();
        foreach (var delivery in sent)
        {
            await client.SendAsync(delivery.Signed());
        }

        await SignalledAsync(app, [first, .. sent]);
        Assert.Equal(1, most);
        Assert.Equal(21, temporal.Calls.Count);
        Assert.Single(app.LogLines, line => line.Contains("Temporal takes no signals", StringComparison.Ordinal));
        Assert.Single(app.LogLines, line => line.Contains("Temporal takes signals again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hot_entity_is_drained_in_order_beyond_what_memory_may_hold_of_it()
    {
        await using var temporal = await TemporalStub.StartAsync();
        await using var app = new GatewayApp(temporal.Address);
        var client = app.CreateClient();
        var gate = new TaskCompletionSource();
        temporal.Answer = async call =>
        {
            if (call.WorkflowId.EndsWith("/1", StringComparison.Ordinal))
            {
                await gate.Task;
            }

            return 0;
        };
        var hot = Enumerable.Range(0, 300).Select(_ => Push(repository: 1)).ToList();
        foreach (var delivery in hot)
        {
            await client.SendAsync(delivery.Signed());
        }

        var other = Push(repository: 2);
        await client.SendAsync(other.Signed());
        await SignalledAsync(app, other);
        gate.SetResult();
        await SignalledAsync(app, [.. hot]);
        AssertOrder(hot, temporal);
        Assert.Equal(301, temporal.Calls.Count);
    }

    private static Delivery Push(long repository) => new() { Body = Encoding.UTF8.GetBytes(Delivery.Push(repository)) };

    private static Task SignalledAsync(GatewayApp app, params Delivery[] deliveries) => Eventually.TrueAsync(
        async () =>
        {
            foreach (var delivery in deliveries.Reverse())
            {
                if ((await app.FindAsync(delivery.Id))?.State != DeliveryState.Signalled)
                {
                    return false;
                }
            }

            return true;
        },
        "all are marked signalled");

    private static void AssertOrder(IReadOnlyList<Delivery> sent, TemporalStub temporal)
    {
        var ids = sent.Select(delivery => delivery.Id).ToList();
        foreach (var entity in temporal.Signals.GroupBy(signal => signal.WorkflowId))
        {
            var order = entity.Select(signal => ids.IndexOf(Guid.Parse(signal.RequestId).ToString("N"))).Where(at => at >= 0).ToList();
            Assert.Equal(order.Order(), order);
        }
    }
}
