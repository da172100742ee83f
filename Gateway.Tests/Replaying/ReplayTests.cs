using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Gateway.Tests.StatusMatrix;
using Webhooks.Storage.Operations;

namespace Webhooks.Gateway.Tests.Replaying;

public sealed class ReplayTests : IAsyncLifetime
{
    private TemporalStub temporal = null!; // Set before each test.
    private GatewayApp app = null!; // Likewise.

    public async Task InitializeAsync()
    {
        temporal = await TemporalStub.StartAsync();
        app = new GatewayApp(temporal.Address);
        app.Settings.Put("Webhooks:Replay:DeliveriesPerSecond", "1000");
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await temporal.DisposeAsync();
    }

    [Fact]
    public async Task A_replay_is_a_delivery_of_its_own_and_is_signalled_again()
    {
        var client = app.CreateClient();
        var original = await SendAsync(client, new Delivery());
        await Eventually.TrueAsync(() => temporal.Signals.Count == 1, "the original is signalled");

        var replay = await client.ReplayedAsync(new { deliveryId = original.Id, reason = "the template was wrong" });

        Assert.Equal(("finished", 1, 1, 0), (replay.Text("state"), replay.Number("total"), replay.Number("replayed"), replay.Number("unverified")));
        var shown = await (await client.GetAsync($"/api/deliveries/{replay.FirstNew()}")).JsonAsync();
        Assert.Equal(original.Id, shown.Text("replayOf"));
        Assert.NotEqual(original.Id, shown.Text("deliveryId"));
        Assert.Equal("github/repository/186853002", shown.Text("entity"));
        await Eventually.TrueAsync(() => temporal.Signals.Count == 2, "the replay is signalled");
        var events = temporal.Signals.Select(EventOf).ToList();
        Assert.Equal([original.Id, replay.FirstNew()], events.Select(e => e.DeliveryId));
        Assert.Equal(2, events.Select(e => e.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([null, original.Id], events.Select(e => e.ReplayOf));
        Assert.Equal(0, (await app.FindAsync(original.Id))?.DuplicateCount);
    }

    [Fact]
    public async Task What_was_settled_at_the_door_gets_an_outcome_of_its_own_and_keeps_the_first()
    {
        var client = app.CreateClient();
        var original = await SendAsync(client, new Delivery { Event = "ping", Body = "{\"zen\":\"z\",\"hook_id\":1}"u8.ToArray() });
        var replay = await client.ReplayedAsync(new { deliveryId = original.Id, reason = "to see" });
        Assert.Equal(OutcomeKind.Filtered, (await app.FindAsync(original.Id))?.Outcome?.Kind);
        Assert.Equal(OutcomeKind.Filtered, (await app.FindAsync(replay.FirstNew()))?.Outcome?.Kind);
    }

    [Fact]
    public async Task A_dry_run_says_how_many_and_which_and_does_nothing()
    {
        var client = app.CreateClient();
        var sent = new[] { await SendAsync(client, new Delivery()), await SendAsync(client, new Delivery()) };
        await SendAsync(client, new Delivery { Event = "ping", Body = "{\"zen\":\"z\",\"hook_id\":1}"u8.ToArray() });

        var response = await client.ReplayAsync(new { filter = new { @event = "push" }, dryRun = true });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var preview = await response.JsonAsync();
        Assert.Equal((2, false, false), (preview.Number("count"), preview.GetProperty("isCut").GetBoolean(), preview.GetProperty("needsConfirmation").GetBoolean()));
        Assert.Equal(sent.Select(delivery => delivery.Id), preview.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.Text("deliveryId")));
        Assert.All(preview.GetProperty("deliveries").EnumerateArray(), delivery => Assert.True(delivery.GetProperty("isVerified").GetBoolean()));
        Assert.Equal(3, await app.CountAsync());
        var row = Assert.Single(await client.AuditAsync());
        Assert.Equal(("dry-run", 2, true), (row.Text("result"), row.Number("deliveries"), row.GetProperty("dryRun").GetBoolean()));
    }

    [Fact]
    public async Task More_than_the_limit_need_the_number_that_the_dry_run_said()
    {
        app.Settings.Put("Webhooks:Replay:ConfirmAbove", "2");
        var client = app.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(client, new Delivery());
        }

        var selection = new { @event = "push" };
        var missing = await client.ReplayAsync(new { filter = selection, reason = "all of them" });
        await missing.IsProblemAsync(HttpStatusCode.Conflict, "confirmation-missing");
        Assert.Equal(3, (await missing.JsonAsync()).Number("count"));
        Assert.True((await (await client.ReplayAsync(new { filter = selection, dryRun = true })).JsonAsync()).GetProperty("needsConfirmation").GetBoolean());
        await (await client.ReplayAsync(new { filter = selection, reason = "all of them", confirm = 2 })).IsProblemAsync(HttpStatusCode.Conflict, "confirmation-wrong");
        await (await client.ReplayAsync(new { filter = selection, reason = "all of them", confirm = 4 })).IsProblemAsync(HttpStatusCode.Conflict, "confirmation-wrong");
        Assert.Equal(3, await app.CountAsync());

        var replay = await client.ReplayedAsync(new { filter = selection, reason = "all of them", confirm = 3 });

        Assert.Equal(3, replay.Number("replayed"));
        Assert.Equal(
            ["finished", "started", "confirmation-wrong", "confirmation-wrong", "dry-run", "confirmation-missing"], (await client.AuditAsync()).Select(row => row.Text("result")));
    }

    [Fact]
    public async Task More_than_may_be_replayed_at_once_are_not_even_when_confirmed()
    {
        app.Settings.Put("Webhooks:Replay:MaximumDeliveries", "2");
        var client = app.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(client, new Delivery());
        }

        await (await client.ReplayAsync(new { from = "2000-01-01", reason = "all", confirm = 3 })).IsProblemAsync(HttpStatusCode.Conflict, "replay-too-large");
        await (await client.ReplayAsync(new { from = "2000-01-01", dryRun = true })).IsProblemAsync(HttpStatusCode.Conflict, "replay-too-large");
        Assert.Equal(3, await app.CountAsync());
    }

    [Fact]
    public async Task As_many_as_either_limit_says_are_not_above_it()
    {
        app.Settings.Put("Webhooks:Replay:ConfirmAbove", "2");
        app.Settings.Put("Webhooks:Replay:MaximumDeliveries", "2");
        var client = app.CreateClient();
        await SendAsync(client, new Delivery());
        await SendAsync(client, new Delivery());

        Assert.Equal(2, (await client.ReplayedAsync(new { from = "2000-01-01", reason = "all" })).Number("replayed"));
    }

    [Fact]
    public async Task A_replay_goes_on_only_as_time_does()
    {
        var clock = new StoppedClock();
        using var slow = new GatewayApp(temporal.Address) { Time = clock };
        slow.Settings.Put("Webhooks:Replay:DeliveriesPerSecond", "10");
        var client = slow.CreateClient();
        for (var i = 0; i < 3; i++)
        {
            await slow.AcceptedAsync(new Delivery().Signed());
        }

        var begun = clock.GetUtcNow();
        var id = (await (await client.ReplayAsync(new { from = "2000-01-01", reason = "slowly" })).JsonAsync()).Text("replayId");
        for (var replayed = 1; replayed <= 3; replayed++)
        {
            await Eventually.TrueAsync(() => temporal.Signals.Count >= 3 + replayed, $"{replayed} are replayed");
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        var replays = (await client.EndedAsync(id)).GetProperty("deliveries").EnumerateArray().Select(each => each.Text("deliveryId"));
        var times = new List<TimeSpan?>();
        foreach (var replay in replays)
        {
            times.Add((await slow.FindAsync(replay))?.ReceivedAt - begun);
        }

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)], times);
    }

    [Fact]
    public async Task A_replay_that_somebody_else_has_ended_is_let_go()
    {
        app.Settings.Put("Webhooks:Replay:DeliveriesPerSecond", "1");
        var client = app.CreateClient();
        for (var i = 0; i < 20; i++)
        {
            await SendAsync(client, new Delivery());
        }

        var id = (await (await client.ReplayAsync(new { from = "2000-01-01", reason = "slowly" })).JsonAsync()).Text("replayId");
        await Eventually.TrueAsync(() => app.LogLines.Any(line => line.Contains($"Replay {id} runs", StringComparison.Ordinal)), "it runs");
        var ended = new AuditRecord { At = DateTimeOffset.UnixEpoch, Actor = "another gateway", Action = "replay", Result = "ended" };
        await app.Store.Operations.EndReplayAsync(id, "another gateway", "{}"u8.ToArray(), ended, CancellationToken.None);

        await Eventually.TrueAsync(() => app.LogLines.Any(line => line.Contains($"Replay {id} is run by another gateway now", StringComparison.Ordinal)), "it is let go");
        Assert.Equal(["ended", "started"], (await client.AuditAsync()).Select(row => row.Text("result")));
        Assert.InRange(await app.CountAsync(), 20, 39);
    }

    [Fact]
    public async Task A_replay_is_not_replayed_and_no_mass_replay_counts_it()
    {
        var client = app.CreateClient();
        var original = await SendAsync(client, new Delivery());
        var first = await client.ReplayedAsync(new { deliveryId = original.Id, reason = "once" });
        var ofReplay = await client.ReplayedAsync(new { deliveryId = first.FirstNew(), reason = "twice" });
        Assert.Equal(1, ofReplay.GetProperty("refused").Number("isReplay"));
        Assert.Equal(1, (await client.ReplayedAsync(new { from = "2000-01-01", reason = "everything" })).Number("total"));
    }

    [Fact]
    public async Task A_time_range_takes_what_came_in_it_and_no_more()
    {
        var client = app.CreateClient();
        var original = await SendAsync(client, new Delivery());
        var at = (await app.FindAsync(original.Id))?.ReceivedAt ?? default;
        await (await client.ReplayAsync(new { to = at.ToString("O"), reason = "before" })).IsProblemAsync(HttpStatusCode.Conflict, "nothing-selected");
        var replay = await client.ReplayedAsync(new { from = at.ToString("O"), to = at.AddTicks(1).ToString("O"), reason = "then" });
        Assert.Equal(1, replay.Number("replayed"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"filter\":{},\"reason\":\"r\"}")]
    [InlineData("{\"filtr\":{\"event\":\"push\"},\"from\":\"2000-01-01\",\"reason\":\"r\"}")]
    [InlineData("{\"filter\":{\"evnt\":\"push\"},\"reason\":\"r\"}")]
    [InlineData("{\"filter\":{\"outcome\":9},\"reason\":\"r\"}")]
    [InlineData("{\"filter\":{\"outcome\":\"lost\"},\"reason\":\"r\"}")]
    [InlineData("{\"filter\":{\"source\":\"\"},\"reason\":\"r\"}")]
    [InlineData("{\"from\":\"2001-01-01\",\"to\":\"2000-01-01\",\"reason\":\"r\"}")]
    [InlineData("{\"from\":\"yesterday\",\"reason\":\"r\"}")]
    [InlineData("{\"from\":\"2000-01-01\",\"reason\":\" \"}")]
    [InlineData("{\"from\":\"2000-01-01\",\"reason\":\"a\\nb\"}")]
    [InlineData("{\"deliveryId\":\"xyz\",\"reason\":\"r\"}")]
    [InlineData("{\"from\":\"2000-01-01\",\"from\":\"2002-01-01\",\"reason\":\"r\"}")]
    [InlineData("null")]
    [InlineData("no JSON")]
    public async Task A_request_that_is_not_understood_replays_nothing_and_is_in_the_audit(string body)
    {
        var client = app.CreateClient();
        await SendAsync(client, new Delivery());
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/replays") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Webhooks-Request", "1");
        await (await client.SendAsync(request)).IsProblemAsync(HttpStatusCode.BadRequest, "replay-invalid");
        Assert.Equal(1, await app.CountAsync());
        Assert.Equal("replay-invalid", Assert.Single(await client.AuditAsync()).Text("result"));
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_replayed() =>
        await (await app.CreateClient().ReplayAsync(new { from = "2000-01-01" })).IsProblemAsync(HttpStatusCode.BadRequest, "reason-missing");

    [Fact]
    public async Task One_replay_runs_at_a_time_and_can_be_stopped()
    {
        app.Settings.Put("Webhooks:Replay:DeliveriesPerSecond", "1");
        var client = app.CreateClient();
        for (var i = 0; i < 90; i++)
        {
            await SendAsync(client, new Delivery());
        }

        var began = await (await client.ReplayAsync(new { from = "2000-01-01", reason = "slowly" })).JsonAsync();
        await (await client.ReplayAsync(new { from = "2000-01-01", reason = "as well" })).IsProblemAsync(HttpStatusCode.Conflict, "replay-running");
        Assert.Equal(HttpStatusCode.Accepted, (await client.StopReplayAsync(began.Text("replayId"))).StatusCode);

        var ended = await client.EndedAsync(began.Text("replayId"));
        Assert.Equal(("stopped", "(local)"), (ended.Text("state"), ended.Text("stoppedBy")));
        Assert.True(ended.Number("done") < 90);
        await (await client.StopReplayAsync(began.Text("replayId"))).IsProblemAsync(HttpStatusCode.Conflict, "replay-not-running");
        var row = (await client.AuditAsync()).Single(row => row.Text("result") == "stopped");
        Assert.Equal(90 - ended.Number("done"), row.GetProperty("detail").Number("notReached"));
    }

    private static DeliveryEvent EventOf(Temporalio.Api.WorkflowService.V1.SignalWithStartWorkflowExecutionRequest signal) =>
        JsonSerializer.Deserialize<DeliveryEvent>(signal.SignalInput.Payloads_.Single().Data.Span) ?? throw new InvalidOperationException("No event.");

    private async Task<Delivery> SendAsync(HttpClient client, Delivery delivery)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await client.SendAsync(delivery.Signed())).StatusCode);
        await app.FindAsync(delivery.Id);
        return delivery;
    }
}
