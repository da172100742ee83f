using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Ledger;

namespace Webhooks.Activities.Reports.Collecting;

/// <summary>A delivery as reports see it.</summary>
internal sealed record CoveredDelivery
{
    public required DeliveryRecord Record { get; init; }

    /// <summary>Null when nothing was understood of it, or its row cannot be read.</summary>
    public required DeliveryEvent? Event { get; init; }

    /// <summary>The row has facts that nobody can read.</summary>
    public required bool IsBroken { get; init; }

    public required DeliveryStanding Standing { get; init; }

    /// <summary>The rule of what is filtered.</summary>
    public string? Rule { get; init; }

    /// <summary>When what it tells happened: decides about the day.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>It came after the report that it belongs to.</summary>
    public bool IsLate { get; init; }

    /// <summary>What it tells is in the report.</summary>
    public bool Contributes => Standing is DeliveryStanding.Included or DeliveryStanding.Open;
}
