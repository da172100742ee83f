using Webhooks.Local.CommandLine;

namespace Webhooks.Local.Hosting;

/// <summary>The Temporal that gateway and worker talk to: the embedded server in this process, or one that is elsewhere.</summary>
internal sealed class EmbeddedTemporal : IAsyncDisposable
{
    private EmbeddedTemporal(string address, bool isEmbedded)
    {
        Address = address;
        IsEmbedded = isEmbedded;
    }

    /// <summary><c>host:port</c>.</summary>
    public string Address { get; }

    public bool IsEmbedded { get; }

    public static async Task<EmbeddedTemporal> StartAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        if (options.TemporalAddress is { } elsewhere)
        {
            return new EmbeddedTemporal(elsewhere, isEmbedded: false);
        }

        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        return new EmbeddedTemporal($"127.0.0.1:{options.TemporalPort}", isEmbedded: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
