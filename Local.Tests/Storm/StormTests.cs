using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Webhooks.Contracts;
using Webhooks.Contracts.Deliveries;
using Webhooks.Local.Processes;
using Webhooks.Local.Secrets;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Webhooks.Workflows.Entities;
using Xunit.Abstractions;

namespace Webhooks.Local.Tests.Storm;

/// <summary>
/// Everything at once, with real processes: duplicates, disorder, forgeries, a gateway that is killed three times, a Temporal that goes away
/// twice, a disk that is full once. At the end the promise is proven from what is stored. 50,000 deliveries with <c>WEBHOOKS_STORM=50000</c>.
/// </summary>
[Collection("Processes")]
public sealed class StormTests(ITestOutputHelper output)
{
    private const int AtOnce = 16;
    private const int Usual = 5_000;

    /// <summary>Against hanging only, with room for a machine that is busy with other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(12);

    private readonly Stopwatch time = Stopwatch.StartNew();

    [SkippableFact]
    public async Task A_storm_loses_nothing_doubles_nothing_and_keeps_the_order_of_each_entity()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Limits and looks at processes as only Linux can.");
        var seed = Number("WEBHOOKS_STORM_SEED", BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)));
        var work = StormWork.Of((int)Number("WEBHOOKS_STORM", Usual), new SeededNumbers(seed));
        output.WriteLine($"Repeat with WEBHOOKS_STORM_SEED={seed}. {work.Deliveries} deliveries, {work.Sent.Count} sent, {work.Entities} entities, {work.Forged.Count} forged");
        using var patience = new CancellationTokenSource(Patience * Math.Max(1, work.Deliveries / Usual));
        using var folder = new TemporaryFolder();
        await using var weather = await Weather.StartAsync(folder.Path, patience.Token);
        using var sender = new PersistentSender(weather.Local.GatewayPort, SecretsFile.ReadOrCreate(folder.Path).GitHub);
        try
        {
            var raging = weather.RageAsync(sender, work.Deliveries, Say, patience.Token);
            var forging = Parallel.ForEachAsync(work.Forged, patience.Token, async (push, stop) => await sender.SendForgedAsync(push, stop));
            await sender.SendAsync(work.Sent, AtOnce, patience.Token);
            Say($"all accepted, {work.Sent.Count / time.Elapsed.TotalSeconds:0} a second, {sender.Unavailable} times 503");
            await Task.WhenAll(raging, forging);
            await SettledAsync(folder, work, patience.Token);
            Say($"all settled, {work.Deliveries / time.Elapsed.TotalSeconds:0} a second");
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Not done in time: {sender.Accepted.Count} accepted.{Environment.NewLine}{weather.Local.Output}{weather.Local.LogTails()}");
        }

        Assert.Equal((work.Deliveries, work.Forged.Count), (sender.Accepted.Count, sender.Refused));
        await AuditPassesAsync(folder);
        await using var ledger = await LedgerAsync(folder);
        await StoredRightAsync(ledger, sender);
        await EffectsAreSingleAsync(folder, work);
        await WorkflowsTookEachOnceAsync(weather, ledger, work);
    }

    private static ulong Number(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    private static Task<DeliveryLedger> LedgerAsync(TemporaryFolder folder) => DeliveryLedger.OpenAsync(
        new LedgerOptions { Path = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    private static async Task SettledAsync(TemporaryFolder folder, StormWork work, CancellationToken cancellationToken)
    {
        await using var ledger = await LedgerAsync(folder);
        while ((await ledger.AuditAsync(cancellationToken)).Outcomes.Values.Sum() < work.Deliveries)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>The command that an operator would use.</summary>
    private static async Task AuditPassesAsync(TemporaryFolder folder)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "webhooks.dll"), "ledger", "audit", "--wait", "60", "--data", folder.Path];
        using var audit = Process.Start(new ProcessStartInfo(DotnetHost.Executable, command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("The audit did not start.");
        var errors = audit.StandardError.ReadToEndAsync();
        var said = await audit.StandardOutput.ReadToEndAsync();
        await audit.WaitForExitAsync();
        Assert.True(audit.ExitCode == 0, said + await errors);
    }

    /// <summary>Each that was answered 2xx has its outcome, and within an entity the order of acceptance is that of signals and of outcomes.</summary>
    private static async Task StoredRightAsync(DeliveryLedger ledger, PersistentSender sender)
    {
        List<DeliveryRecord> stored = [];
        foreach (var (id, push) in sender.Accepted)
        {
            var delivery = await ledger.FindAsync(id, CancellationToken.None);
            Assert.True(delivery is not null, $"{push.Id} is not in the ledger");
            Assert.True(delivery.Outcome is { Kind: OutcomeKind.Handled or OutcomeKind.Filtered }, $"{push.Id}: {delivery.State} {delivery.Outcome}");
            stored.Add(delivery);
        }

        foreach (var entity in stored.GroupBy(delivery => delivery.Entity))
        {
            var inOrder = entity.OrderBy(delivery => delivery.Sequence).ToList();
            Assert.Equal(inOrder, inOrder.OrderBy(delivery => delivery.SettledAt));

            // A gateway that is killed between signal and mark leaves none when the worker has settled the delivery before the next start.
            var marked = inOrder.Where(delivery => delivery.SignalledAt is not null).ToList();
            Assert.Equal(marked, marked.OrderBy(delivery => delivery.SignalledAt));
        }
    }

    private static async Task EffectsAreSingleAsync(TemporaryFolder folder, StormWork work)
    {
        var documents = Path.Combine(folder.Path, "knowledge-base");
        Assert.Equal(work.Commits, Directory.GetFiles(documents, "*.md", SearchOption.AllDirectories).Length);
        await using var knowledge = await KnowledgeBase.OpenAsync(documents, Path.Combine(folder.Path, "knowledge-base.db"), TimeProvider.System, CancellationToken.None);
        Assert.Equal(work.Commits, await knowledge.CountAsync(new KnowledgeFilter(), CancellationToken.None));
    }

    /// <summary>Not only that outcomes are unique: nobody did the work twice either.</summary>
    private static async Task WorkflowsTookEachOnceAsync(Weather weather, DeliveryLedger ledger, StormWork work)
    {
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(weather.Temporal));
        var entities = new HashSet<string>(StringComparer.Ordinal);
        for (var before = (long?)null; await ledger.ListAsync(new DeliveryFilter { Limit = DeliveryFilter.MaximumLimit, Before = before }, CancellationToken.None) is [.., var last] page; before = last.Sequence)
        {
            entities.UnionWith(page.Select(delivery => delivery.WorkflowId!)); // All of these have a workflow.
        }

        var totals = await Task.WhenAll(entities.Select(entity => client.GetWorkflowHandle(entity).QueryAsync<EntityState>(WorkflowNames.StateQuery, [])));
        Assert.Equal(work.Entities, entities.Count);
        Assert.Equal(work.Deliveries, totals.Sum(state => state.Totals.Handled + state.Totals.Filtered + state.Totals.Quarantined));
    }

    private void Say(string what) => output.WriteLine($"{time.Elapsed:mm\\:ss} {what}");
}
