using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Storage.Tests.Ledger;

internal static class Ledgers
{
    public static readonly Outcome Handled = new() { Kind = OutcomeKind.Handled, Artefacts = ["github/octo/hello/commits/1.md"] };

    public static readonly Outcome Ping = new() { Kind = OutcomeKind.Filtered, Reason = "ping" };

    public static Task<DeliveryLedger> OpenAsync(TemporaryFolder folder, int rejectionsKept = 100) =>
        DeliveryLedger.OpenAsync(
            new() { Path = folder["data", "ledger.db"], RejectionsKept = rejectionsKept }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    /// <summary>Indexes deliveries by number, one behind the other.</summary>
    public static Task IndexAsync(this DeliveryLedger ledger, params int[] numbers) =>
        ledger.IndexAsync([.. numbers.Select(number => Deliveries.Entry(number))], CancellationToken.None);

    public static async Task<DeliveryRecord> GetAsync(this DeliveryLedger ledger, int number) =>
        await ledger.FindAsync(Deliveries.Id(number), CancellationToken.None) ?? throw new InvalidOperationException($"Delivery {number} is not there.");

    public static Task<bool> SettleAsync(this DeliveryLedger ledger, int number, Outcome? outcome = null) =>
        ledger.SettleAsync(Deliveries.Id(number), outcome ?? Handled, Deliveries.Noon.AddHours(1), CancellationToken.None);

    public static Task SignalAsync(this DeliveryLedger ledger, int number, string run = "run") =>
        ledger.MarkSignalledAsync([new(Deliveries.Id(number), run, Deliveries.Noon.AddMinutes(1))], CancellationToken.None);

    public static Task DuplicateAsync(this DeliveryLedger ledger, int number, byte[]? body = null) =>
        ledger.RecordDuplicateAsync(Deliveries.Id(number), Deliveries.Noon.AddDays(1), body is null ? null : Deliveries.Hash(body), CancellationToken.None);

    public static async Task<List<string>> PendingIdsAsync(this DeliveryLedger ledger, long after = 0) =>
        [.. (await ledger.PendingAsync(500, after, CancellationToken.None)).Select(record => record.DeliveryId)];
}
