using Microsoft.Extensions.Logging;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>The commit point of a delivery: append-only segment files, many deliveries one flush.</summary>
public sealed class DeliveryJournal : IAsyncDisposable
{
    private DeliveryJournal()
    {
    }

    /// <summary>False after a batch that could not be made durable, until one can.</summary>
    public bool IsAvailable => throw new NotImplementedException();

    /// <summary>After the newest durable record.</summary>
    public JournalPosition End => throw new NotImplementedException();

    /// <summary>Takes the folder, cuts a torn tail off the last segment and is ready to append.</summary>
    /// <exception cref="JournalInUseException">Somebody else writes this folder.</exception>
    public static Task<DeliveryJournal> OpenAsync(JournalOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Returns when facts and body are on the disk, never before.</summary>
    /// <param name="facts">Stored beside the body.</param>
    /// <param name="body">Raw bytes; must stay untouched until the task has ended.</param>
    /// <param name="cancellationToken">Ends only the wait for a place in the queue; what is queued is written.</param>
    /// <exception cref="JournalUnavailableException">Not stored.</exception>
    public Task<PayloadReference> AppendAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Everything durable after <paramref name="from"/>, in order of acceptance, then ends.</summary>
    public IAsyncEnumerable<JournalEntry> ReadFromAsync(JournalPosition from, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Everything durable after <paramref name="from"/> in order and in batches, and then what is appended, until cancelled.</summary>
    public IAsyncEnumerable<IReadOnlyList<JournalEntry>> FollowAsync(JournalPosition from, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Makes what is queued durable, then lets the folder go.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
