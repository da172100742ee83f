namespace Webhooks.Activities.Reconciling.GitHub;

/// <summary>What a page of the log holds that the ledger does not.</summary>
public sealed record HookLogExcerpt
{
    /// <summary>Attempts on the page that count.</summary>
    public required int Checked { get; init; }

    /// <summary>One for each delivery.</summary>
    public required IReadOnlyList<MissingDelivery> Missing { get; init; }

    /// <summary>Null when nothing that counts is older.</summary>
    public required string? Next { get; init; }
}
