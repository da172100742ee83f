using Webhooks.Gateway.Storing;
using Webhooks.Storage.Journal;

namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>The real store, of which the disk can go away and come back.</summary>
internal sealed class UnsteadyStore(JournalDeliveryStore inner) : DelegatingStore(inner)
{
    private volatile Exception? trouble;

    /// <summary>What accepting ends with, instead of a stored delivery; null while all is well.</summary>
    public Exception? Trouble
    {
        get => trouble;
        set => trouble = value;
    }

    /// <summary>Accepting waits for this.</summary>
    public Task Disk { get; set; } = Task.CompletedTask;

    public override async Task<Acceptance> AcceptAsync(AcceptedDelivery facts, ReadOnlyMemory<byte> body)
    {
        await Disk;
        return trouble is null ? await base.AcceptAsync(facts, body) : throw trouble;
    }
}
