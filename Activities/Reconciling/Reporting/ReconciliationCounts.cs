namespace Webhooks.Activities.Reconciling.Reporting;

/// <summary>What one run did.</summary>
public sealed record ReconciliationCounts
{
    /// <summary>Attempts, changes or files that were compared with the ledger.</summary>
    public int Checked { get; init; }

    /// <summary>Redeliveries asked for, or deliveries posted to the gateway.</summary>
    public int Requested { get; init; }

    /// <summary>Missing in an earlier run, there now.</summary>
    public int Recovered { get; init; }

    /// <summary>Given up.</summary>
    public int Lost { get; init; }
}
