using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Running;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Benchmarks.Measuring;

/// <summary>The journal without server, ledger and signals, at a fixed rate: what the disk takes of each answer, which no gateway in front of it can save.</summary>
internal static class JournalAlone
{
    /// <returns>Milliseconds from the moment a record was due until it was durable.</returns>
    public static async Task<(double P50, double P99)> MeasureAsync(Lab lab, int bodyBytes, double rate, double seconds)
    {
        await using var journal = await DeliveryJournal.OpenAsync(
            new JournalOptions { Directory = lab.NewFolder() }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var body = PushBody.Create(1, bodyBytes);
        List<Task<long>> appends = [];
        await foreach (var due in Pace.Start(rate, seconds).ReadAllAsync())
        {
            appends.Add(AppendAsync(journal, appends.Count, body, due));
        }

        var took = (await Task.WhenAll(appends)).Order().ToArray();
        return (At(0.5), At(0.99));

        double At(double share) => took[(int)(share * (took.Length - 1))] * 1000.0 / Stopwatch.Frequency;
    }

    private static async Task<long> AppendAsync(DeliveryJournal journal, int number, byte[] body, long due)
    {
        var facts = new AcceptedDelivery
        {
            DeliveryId = $"{number:x32}",
            Key = $"github:github:1:{number}",
            Source = LoadPlan.SourceName,
            Provider = WebhookProvider.GitHub,
            EventName = "push",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
        };
        await journal.AppendAsync(facts, body, CancellationToken.None);
        return Stopwatch.GetTimestamp() - due;
    }
}
