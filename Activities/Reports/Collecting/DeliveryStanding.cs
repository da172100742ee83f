namespace Webhooks.Activities.Reports.Collecting;

/// <summary>What became of a delivery, as reports count it.</summary>
internal enum DeliveryStanding
{
    Included,
    Filtered,
    Duplicate,
    Quarantined,

    /// <summary>Without an outcome so far; what it tells counts.</summary>
    Open,
}
