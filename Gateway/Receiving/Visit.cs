namespace Webhooks.Gateway.Receiving;

/// <summary>One request, as far as it has come: what its log line and its metrics will say.</summary>
internal sealed class Visit
{
    public required long StartedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? RemoteAddress { get; init; }

    /// <summary>A configured name. Until one is found it stays this: what was asked for is the sender's text, and belongs in no metric.</summary>
    public string Source { get; set; } = "unknown";

    /// <summary>The name that was asked for when there is no such source; the sender's text.</summary>
    public string? Sought { get; set; }

    public string EventName { get; set; } = "unknown";
}
