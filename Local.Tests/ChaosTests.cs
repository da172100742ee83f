using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Local.Demo;
using Webhooks.Local.Secrets;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Xunit.Abstractions;

namespace Webhooks.Local.Tests;

/// <summary>The promise under fire: what was answered 2xx has exactly one outcome, whatever is killed in between.</summary>
[Collection("Processes")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Deliveries = 500;
    private const int Repositories = 40;
    private const int Kills = 10;
    private const int AtOnce = 8;
    /// <summary>Against hanging only: some twenty processes start anew, which takes minutes on a machine that is busy with other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly Stopwatch time = Stopwatch.StartNew();

    [SkippableFact]
    public async Task Ten_kills_lose_nothing_and_double_nothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Looks at processes through /proc.");
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("WEBHOOKS_CHAOS_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        output.WriteLine($"Repeat with WEBHOOKS_CHAOS_SEED={seed}");
        var numbers = new SeededNumbers(seed);
        using var patience = new CancellationTokenSource(Patience);
        using var folder = new TemporaryFolder();
        var (pushes, commits) = Work(numbers);
        await using var local = new LocalProcess(folder.Path);
        local.Start();
        using var sender = new PersistentSender(local.GatewayPort, SecretsFile.ReadOrCreate(folder.Path).GitHub);
        await using var ledger = await DeliveryLedger.OpenAsync(
            new LedgerOptions { Path = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System, NullLogger.Instance, patience.Token);

        var killing = KillAsync(local, ledger, sender, numbers, patience.Token);
        try
        {
            await sender.SendAsync(pushes, AtOnce, patience.Token);
            output.WriteLine($"{time.Elapsed:mm\\:ss} all accepted");
            await killing;
            await SettledAsync(ledger, patience.Token);
            output.WriteLine($"{time.Elapsed:mm\\:ss} all settled");
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Not done in {Patience}: {sender.Accepted.Count} accepted, {await ledger.AuditAsync(CancellationToken.None)}{Environment.NewLine}{local.Output}{local.LogTails()}");
        }

        await VerifyAsync(ledger, sender, folder, commits);
        Assert.Equal(0, await local.StopAsync());
        Assert.Empty(local.Children("Gateway").Concat(local.Children("Worker")));
    }

    private static (List<PushDelivery> Pushes, int Commits) Work(SeededNumbers numbers)
    {
        var pushes = new List<PushDelivery>();
        var commits = 0;
        var heads = Enumerable.Repeat(new string('a', 40), Repositories).ToArray();
        for (var number = 0; number < Deliveries; number++)
        {
            var repository = new DemoRepository { Owner = "chaos", Name = $"repository-{number % Repositories}", Branch = "main", Commits = [] };
            var pushed = Enumerable.Range(0, 1 + numbers.Below(2)).Select(part => Commit(number, part)).ToList();
            commits += pushed.Count;
            pushes.Add(PushDelivery.Of(repository, pushed, $"00000000-0000-4000-8000-{number:x12}", heads[number % Repositories]));
            heads[number % Repositories] = pushed[^1].Sha;
        }

        return (pushes, commits);
    }

    private static DemoCommit Commit(int number, int part)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{number}/{part}")))[..40];
        return new DemoCommit
        {
            Sha = sha,
            Tree = sha,
            Parent = sha,
            Message = $"Change {number}, part {part}",
            Timestamp = "2025-03-04T10:02:57Z",
            AuthorName = "Mona Lisa",
            AuthorEmail = "mona@example.org",
            CommitterName = "Mona Lisa",
            CommitterEmail = "mona@example.org",
            Modified = ["src/Program.cs"],
        };
    }

    /// <summary>Ten random moments between the first delivery taken and the last outcome.</summary>
    private async Task KillAsync(LocalProcess local, DeliveryLedger ledger, PersistentSender sender, SeededNumbers numbers, CancellationToken cancellationToken)
    {
        var moments = Enumerable.Range(0, Kills).Select(_ => 20 + numbers.Below((2 * Deliveries) - 120)).Order().ToList();
        foreach (var moment in moments)
        {
            while (sender.Accepted.Count + Settled(await ledger.AuditAsync(cancellationToken)) < moment)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }

            var victim = numbers.Below(3);
            output.WriteLine($"{time.Elapsed:mm\\:ss} at {moment} of {2 * Deliveries}: {(victim == 0 ? "gateway" : victim == 1 ? "worker" : "everything")}");
            switch (victim)
            {
                case 0:
                    await KilledAsync(local, "Gateway", cancellationToken);
                    break;
                case 1:
                    await KilledAsync(local, "Worker", cancellationToken);
                    break;
                default:
                    await local.KillAsync();
                    local.Start();
                    break;
            }
        }
    }

    private static async Task KilledAsync(LocalProcess local, string project, CancellationToken cancellationToken)
    {
        while (!local.KillChild(project))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private static async Task SettledAsync(DeliveryLedger ledger, CancellationToken cancellationToken)
    {
        while (Settled(await ledger.AuditAsync(cancellationToken)) < Deliveries)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    private static int Settled(LedgerAudit audit) => (int)audit.Outcomes.Values.Sum();

    private static async Task VerifyAsync(DeliveryLedger ledger, PersistentSender sender, TemporaryFolder folder, int commits)
    {
        Assert.Equal(Deliveries, sender.Accepted.Count);
        foreach (var (id, push) in sender.Accepted)
        {
            var delivery = await ledger.FindAsync(id, CancellationToken.None);
            Assert.True(delivery?.Outcome is { Kind: OutcomeKind.Handled }, $"{push.Id}: {delivery?.State} {delivery?.Outcome}");
        }

        var audit = await ledger.AuditAsync(CancellationToken.None);
        Assert.Equal((Deliveries, 0, 0, 0), (audit.Accepted, audit.Unsettled, audit.OutcomesWithoutDelivery, audit.DamagedRecords));
        Assert.Equal(Deliveries, audit.Outcomes.Values.Sum());
        var files = Directory.GetFiles(Path.Combine(folder.Path, "knowledge-base"), "*.md", SearchOption.AllDirectories);
        Assert.Equal(commits, files.Select(Path.GetFileName).Distinct().Count());
        Assert.Equal(commits, files.Length);
        await using var knowledge = await KnowledgeBase.OpenAsync(
            Path.Combine(folder.Path, "knowledge-base"), Path.Combine(folder.Path, "knowledge-base.db"), TimeProvider.System, CancellationToken.None);
        Assert.Equal(commits, await knowledge.CountAsync(new KnowledgeFilter(), CancellationToken.None));
    }
}
