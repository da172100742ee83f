using Microsoft.Extensions.Logging;
using Webhooks.Storage.Journal;

namespace Webhooks.Storage.Ledger;

/// <summary>Keeps the ledger a few milliseconds behind the journal, in batches; at start it replays what the ledger has not seen.</summary>
public sealed class JournalIndexer(DeliveryJournal journal, DeliveryLedger ledger, TimeProvider time, ILogger logger)
{
    /// <summary>Everything before it is in the ledger.</summary>
    public JournalPosition Indexed => throw new NotImplementedException($"{journal}{ledger}{time}{logger}");

    /// <summary>Runs until cancelled; a ledger that cannot be written is tried again.</summary>
    /// <param name="indexed">Called after each batch that is in the ledger; must not block. Null when nobody cares.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RunAsync(Action<IReadOnlyList<JournalEntry>>? indexed, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends when everything before <paramref name="position"/> is in the ledger.</summary>
    public Task WaitForAsync(JournalPosition position, CancellationToken cancellationToken) => throw new NotImplementedException();
}
