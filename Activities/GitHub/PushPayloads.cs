using Temporalio.Exceptions;
using Webhooks.Activities.Ledger;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Journal;

namespace Webhooks.Activities.GitHub;

/// <summary>
/// Reads push payloads from the journal. Each commit of a push asks for the same payload; the last few big ones are kept, because reading
/// and indexing 25 MB once a commit would make a push of two thousand commits read 50 GB.
/// </summary>
public sealed class PushPayloads(IPayloads reader)
{
    private const int WorthKeeping = 64 * 1024;
    private const int MaximumKept = 4;

    private readonly Lock gate = new();
    private readonly LinkedList<(PayloadReference Reference, PushPayload Payload)> kept = new();

    /// <exception cref="ApplicationFailureException">Missing, damaged or not a push; only the first is worth another try.</exception>
    public async Task<PushPayload> ReadAsync(PayloadReference reference, CancellationToken cancellationToken)
    {
        if (Kept(reference) is { } known)
        {
            return known;
        }

        try
        {
            var payload = PushPayload.Parse(await reader.ReadAsync(reference, cancellationToken));
            Keep(reference, payload);
            return payload;
        }
        catch (Exception failure) when (PayloadFailure.IsForeseen(failure))
        {
            throw PayloadFailure.Of(failure, ErrorTypes.PushUnreadable);
        }
    }

    private PushPayload? Kept(PayloadReference reference)
    {
        lock (gate)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Reference == reference)
                {
                    kept.Remove(node);
                    kept.AddFirst(node);
                    return node.Value.Payload;
                }
            }

            return null;
        }
    }

    private void Keep(PayloadReference reference, PushPayload payload)
    {
        if (payload.Size < WorthKeeping)
        {
            return;
        }

        lock (gate)
        {
            kept.AddFirst((reference, payload));
            if (kept.Count > MaximumKept)
            {
                kept.RemoveLast();
            }
        }
    }
}
