using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Temporalio.Api.Enums.V1;
using Temporalio.Testing;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Tests.PostgreSql;

namespace Webhooks.Gateway.Tests.Replicas;

/// <summary>Two gateway processes, one worker process, one PostgreSQL, the embedded Temporal server; gateways are killed at any moment.</summary>
public sealed class TwoGatewaysTests : IAsyncLifetime
{
    private const int Count = 240;
    private const int Entities = 12;
    private static readonly int[] Kills = [30, 75, 120, 165, 210];

    private readonly List<Delivery> deliveries =
        [.. Enumerable.Range(0, Count).Select(i => new Delivery { Body = Encoding.UTF8.GetBytes(Delivery.Push(1 + (i % Entities), i.ToString("x40", CultureInfo.InvariantCulture))) })];

    private readonly ConcurrentDictionary<string, int> newlyAccepted = new(StringComparer.Ordinal);
    private readonly GatewayProcess[] gateways = new GatewayProcess[2];
    private readonly TemporaryFolder folder = new();
    private TestDatabase database = null!; // Set before each test by the runner, as is the next.
    private WorkflowEnvironment environment = null!;
    private int answered;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        environment = await WorkflowEnvironment.StartLocalAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var gateway in gateways.Where(gateway => gateway is not null))
        {
            await gateway.DisposeAsync();
        }

        await (environment?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    [SkippableFact]
    public async Task Whichever_is_killed_every_delivery_is_signalled_once_in_order_and_settled_once()
    {
        (gateways[0], gateways[1]) = (await StartAsync(0), await StartAsync(1));
        await using var worker = WorkerProcess.Run([("Webhooks__DataDirectory", Path.Combine(folder.Path, "worker")), .. Shared()]);
        var killing = KillAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 12 }, (i, _) => SendAsync(i));
        await killing;
        await using var ledger = await PostgreSqlLedger.ViewAsync(new() { ConnectionString = database.ConnectionString }, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await ledger.AuditAsync(CancellationToken.None)).Unsettled == 0, "all are settled");

        var audit = new PostgreSqlAudit(ledger);
        await audit.RunAsync(CancellationToken.None);
        Assert.Equal((Count, Count, 0), (audit.Accepted, audit.Settled, audit.ViolationCount));
        Assert.Equal(Count, (await ledger.AuditAsync(CancellationToken.None)).Outcomes[OutcomeKind.Handled]);
        Assert.All(newlyAccepted.Values, times => Assert.Equal(1, times));
        for (var entity = 1; entity <= Entities; entity++)
        {
            var accepted = await ledger.ListAsync(new DeliveryFilter { Entity = $"github/repository/{entity}", After = 0, Limit = 500 }, CancellationToken.None);
            Assert.Equal(accepted.Select(record => record.DeliveryId), await SignalledAsync(entity));
        }
    }

    private (string, string)[] Shared() =>
    [
        ("TEMPORAL_ADDRESS", environment.Client.Connection.Options.TargetHost!), // Not null: the environment's client is connected.
        ("Webhooks__PostgreSql__ConnectionString", database.ConnectionString),
        ("Webhooks__PostgreSql__Lease", "00:00:03"),
    ];

    private Task<GatewayProcess> StartAsync(int place) =>
        GatewayProcess.ListenAsync(Path.Combine(folder.Path, $"gateway-{place}"), environment.Client.Connection.Options.TargetHost!, Shared()); // As above.

    private async Task KillAsync()
    {
        for (var i = 0; i < Kills.Length; i++)
        {
            await Eventually.TrueAsync(() => Volatile.Read(ref answered) >= Kills[i], $"{Kills[i]} are answered");
            await gateways[i % 2].KillAsync();
            gateways[i % 2] = await StartAsync(i % 2);
        }
    }

    /// <summary>Until it is taken, now by the one and now by the other; every third by both at once.</summary>
    private async ValueTask SendAsync(int i)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var attempt = i;
        while (true)
        {
            var both = await Task.WhenAll(TrySendAsync(deliveries[i], attempt % 2), i % 3 == 0 ? TrySendAsync(deliveries[i], (attempt + 1) % 2) : Task.FromResult(false));
            if (both.Contains(true))
            {
                Interlocked.Increment(ref answered);
                return;
            }

            attempt++;
            await ticks.WaitForNextTickAsync();
        }
    }

    private async Task<bool> TrySendAsync(Delivery delivery, int place)
    {
        try
        {
            using var answer = await gateways[place].Client.SendAsync(delivery.Signed(), HttpCompletionOption.ResponseHeadersRead);
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                newlyAccepted.AddOrUpdate(delivery.Id, 1, (_, times) => times + 1);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Killed, or not up yet.
            return false;
        }
    }

    /// <summary>Delivery ids in the history of an entity, in order.</summary>
    private async Task<List<string>> SignalledAsync(int entity)
    {
        var history = await environment.Client.GetWorkflowHandle($"github/repository/{entity}").FetchHistoryAsync();
        return [.. history.Events
            .Where(e => e.EventType == EventType.WorkflowExecutionSignaled)
            .Select(e => JsonSerializer.Deserialize<DeliveryEvent>(e.WorkflowExecutionSignaledEventAttributes.Input.Payloads_.Single().Data.Span)?.DeliveryId ?? "")];
    }
}
