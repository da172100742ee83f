namespace Webhooks.Storage.Ledger;

/// <summary>Evidence of a request that was turned away; never its body, headers or signature.</summary>
public sealed record RejectedRequest
{
    public required DateTimeOffset At { get; init; }

    public required string Source { get; init; }

    /// <summary>Stable, lower-case, hyphenated.</summary>
    public required string Reason { get; init; }

    public string? RemoteAddress { get; init; }

    /// <summary>SHA-256 of the body, 64 hex digits, when it was read.</summary>
    public string? BodySha256 { get; init; }

    public long? BodyLength { get; init; }
}
