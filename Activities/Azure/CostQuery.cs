using System.Globalization;
using System.Text.Json.Serialization;

namespace Webhooks.Activities.Azure;

/// <summary>A question to Cost Management.</summary>
internal sealed record CostQuery
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "ActualCost";

    [JsonPropertyName("timeframe")]
    public string Timeframe { get; init; } = "Custom";

    [JsonPropertyName("timePeriod")]
    public required CostPeriod TimePeriod { get; init; }

    [JsonPropertyName("dataset")]
    public CostDataset Dataset { get; init; } = new();

    public static CostQuery Daily(DateOnly from, DateOnly to) => new()
    {
        TimePeriod = new CostPeriod(from.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture), to.ToString("yyyy-MM-dd'T23:59:59Z'", CultureInfo.InvariantCulture)),
    };
}

internal sealed record CostPeriod([property: JsonPropertyName("from")] string From, [property: JsonPropertyName("to")] string To);

/// <summary>Cost of each day by service.</summary>
internal sealed record CostDataset
{
    [JsonPropertyName("granularity")]
    public string Granularity { get; init; } = "Daily";

    [JsonPropertyName("aggregation")]
    public IReadOnlyDictionary<string, CostAggregation> Aggregation { get; init; } =
        new Dictionary<string, CostAggregation>(StringComparer.Ordinal) { ["totalCost"] = new("Cost", "Sum") };

    [JsonPropertyName("grouping")]
    public IReadOnlyList<CostGrouping> Grouping { get; init; } = [new("Dimension", "ServiceName")];
}

internal sealed record CostAggregation([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("function")] string Function);

internal sealed record CostGrouping([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("name")] string Name);
