using System.Net;
using System.Text;
using System.Text.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Testing;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Forwarding;

/// <summary>Against the embedded server; what counts is what stands in the histories of the entities.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task What_was_answered_before_a_kill_is_signalled_exactly_once_after_it()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        var temporal = environment.Client.Connection.Options.TargetHost!; // Not null: the environment's client is connected.
        using var folder = new TemporaryFolder();
        var deliveries = Enumerable.Range(0, 200).Select(i => new Delivery { Body = Encoding.UTF8.GetBytes(Delivery.Push(1 + (i % 4))) }).ToList();
        var answered = new System.Collections.Concurrent.ConcurrentBag<Delivery>();
        await using (var first = await GatewayProcess.ListenAsync(folder.Path, temporal))
        {
            var enough = new TaskCompletionSource();
            var sending = Task.WhenAll(deliveries.Select(delivery => SendAsync(first, delivery, answered, enough)));
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await first.KillAsync();
            await sending;
        }

        Assert.NotEmpty(answered);
        await using var second = await GatewayProcess.ListenAsync(folder.Path, temporal);
        await SettledAsync(second, answered);

        var signalled = await SignalledAsync(environment);
        Assert.Equal(signalled.Count, signalled.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(answered.Select(delivery => delivery.Id).Except(signalled));
    }

    [Fact]
    public async Task Signalling_everything_again_changes_no_history()
    {
        await using var environment = await WorkflowEnvironment.StartLocalAsync();
        var temporal = environment.Client.Connection.Options.TargetHost!; // Not null: the environment's client is connected.
        using var folder = new TemporaryFolder();
        var deliveries = Enumerable.Range(0, 20).Select(i => new Delivery { Body = Encoding.UTF8.GetBytes(Delivery.Push(1 + (i % 4))) }).ToList();
        await using (var first = await GatewayProcess.ListenAsync(folder.Path, temporal))
        {
            foreach (var delivery in deliveries)
            {
                Assert.Equal(HttpStatusCode.Accepted, (await first.Client.SendAsync(delivery.Signed())).StatusCode);
            }

            await SettledAsync(first, deliveries);
            await first.KillAsync();
        }

        // Without its ledger the gateway knows nothing of what was signalled: the crash after the call and before the mark, twenty times.
        foreach (var file in Directory.GetFiles(folder.Path, "ledger.db*"))
        {
            File.Delete(file);
        }

        await using var second = await GatewayProcess.ListenAsync(folder.Path, temporal);
        await SettledAsync(second, deliveries);

        Assert.Equal(deliveries.Select(delivery => delivery.Id).Order(), (await SignalledAsync(environment)).Order());
    }

    private static async Task SendAsync(
        GatewayProcess gateway, Delivery delivery, System.Collections.Concurrent.ConcurrentBag<Delivery> answered, TaskCompletionSource enough)
    {
        try
        {
            var response = await gateway.Client.SendAsync(delivery.Signed(), HttpCompletionOption.ResponseHeadersRead);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                answered.Add(delivery);
            }
        }
        catch (HttpRequestException)
        {
            // Killed in the middle of it: not answered.
        }

        if (answered.Count >= 50)
        {
            enough.TrySetResult();
        }
    }

    private static Task SettledAsync(GatewayProcess gateway, IEnumerable<Delivery> deliveries) => Eventually.TrueAsync(
        async () =>
        {
            foreach (var delivery in deliveries)
            {
                var shown = await (await gateway.Client.GetAsync($"/api/deliveries/{delivery.Id}")).JsonAsync();
                Assert.True(shown.TryGetProperty("state", out var state), $"{delivery.Id} was answered and is gone: {shown}");
                if (state.GetString() != "signalled")
                {
                    return false;
                }
            }

            return true;
        },
        "all are signalled");

    /// <summary>The delivery ids in the histories of the four entities.</summary>
    private static async Task<List<string>> SignalledAsync(WorkflowEnvironment environment)
    {
        var ids = new List<string>();
        for (var repository = 1; repository <= 4; repository++)
        {
            var history = await environment.Client.GetWorkflowHandle($"github/repository/{repository}").FetchHistoryAsync();
            ids.AddRange(history.Events
                .Where(e => e.EventType == EventType.WorkflowExecutionSignaled)
                .Select(e => JsonSerializer.Deserialize<DeliveryEvent>(e.WorkflowExecutionSignaledEventAttributes.Input.Payloads_.Single().Data.Span)?.DeliveryId ?? ""));
        }

        return ids;
    }
}
