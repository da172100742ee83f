namespace Webhooks.Activities.Reports.Data;

/// <summary>A day that cost more than one and a half times the average of the seven days before it.</summary>
public sealed record CostAnomaly
{
    public required DateOnly Day { get; init; }

    public required decimal Cost { get; init; }

    public required decimal Average { get; init; }

    public required string Currency { get; init; }
}
