namespace Webhooks.Storage.Ledger;

/// <summary>Where the ledger lives.</summary>
public sealed record LedgerOptions
{
    /// <summary>Database file; its folder is created when missing. Gateway and worker open the same one.</summary>
    public required string Path { get; init; }

    /// <summary>How many rejected requests are kept as evidence, newest first.</summary>
    public int RejectionsKept { get; init; } = 100_000;
}
