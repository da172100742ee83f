using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;

namespace Temporalio.Worker.History;

/// <summary>The not yet applied events of one workflow task, fetched page by page as slices are asked for.</summary>
internal sealed class HistoryBuffer
{
    private readonly Func<ByteString, CancellationToken, Task<HistoryPage>> fetch;
    private readonly List<HistoryEvent> events = [];
    private ByteString token;
    private long lastEventId;
    private int position;

    /// <param name="lastApplied">Events up to this id were applied before and are dropped.</param>
    public HistoryBuffer(HistoryPage first, long lastApplied, Func<ByteString, CancellationToken, Task<HistoryPage>> fetch)
    {
        this.fetch = fetch;
        lastEventId = lastApplied;
        token = first.NextPageToken;
        Append(first.Events);
    }

    /// <summary>The next slice, or null when no further event wakes the workflow.</summary>
    public async Task<HistorySlice?> TakeAsync(CancellationToken cancellationToken)
    {
        if (await FindEndAsync(position, cancellationToken) is not { } end)
        {
            return null;
        }

        var following = await FindEndAsync(end + 1, cancellationToken) ?? events.Count - 1;
        var slice = new HistorySlice
        {
            Events = events.GetRange(position, end + 1 - position),
            Following = events.GetRange(end + 1, following - end),
            ReachesEnd = token.IsEmpty && end == events.Count - 1,
        };
        position = end + 1;
        return slice;
    }

    private async Task<int?> FindEndAsync(int from, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (HistorySlicer.FindEnd(events, from, complete: token.IsEmpty) is { } end)
            {
                return end;
            }

            if (token.IsEmpty)
            {
                return null;
            }

            var page = await fetch(token, cancellationToken);
            token = page.NextPageToken;
            Append(page.Events);
        }
    }

    private void Append(IReadOnlyList<HistoryEvent> page)
    {
        foreach (var e in page)
        {
            if (e.EventId <= lastEventId)
            {
                continue;
            }

            if (e.EventId != lastEventId + 1)
            {
                throw new HistoryGapException(lastEventId, e.EventId);
            }

            events.Add(e);
            lastEventId = e.EventId;
        }
    }
}
