namespace Webhooks.Gateway.Receiving;

/// <summary>One request, as far as it has come: what its log line and its metrics will say.</summary>
internal sealed class Visit
{
    public required long StartedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? RemoteAddress { get; init; }

    /// <summary>A configured name. Until one is found it stays this: what was asked for is the sender's text, and belongs in no metric.</summary>
    public string Source { get; set; } = "unknown";

    public string EventName { get; set; } = "unknown";
}
