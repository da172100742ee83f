using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Webhooks.Activities.Documentation;

namespace Webhooks.Activities.Azure;

/// <summary>A page of costs, as Cost Management writes it: a table whose columns are found by name.</summary>
internal sealed record CostAnswer
{
    [JsonPropertyName("properties")]
    public required CostTable Properties { get; init; }
}

internal sealed record CostTable
{
    [JsonPropertyName("nextLink")]
    public string? NextLink { get; init; }

    [JsonPropertyName("columns")]
    public required IReadOnlyList<CostColumn> Columns { get; init; }

    [JsonPropertyName("rows")]
    public required IReadOnlyList<IReadOnlyList<JsonElement>> Rows { get; init; }

    /// <returns>Null when a column is missing or a row is not what its columns say.</returns>
    public IReadOnlyList<DailyCost>? Costs()
    {
        var (cost, day, service, currency) = (Column("Cost", "PreTaxCost", "totalCost"), Column("UsageDate"), Column("ServiceName"), Column("Currency"));
        if (cost < 0 || day < 0 || service < 0 || currency < 0)
        {
            return null;
        }

        List<DailyCost> costs = [];
        foreach (var row in Rows)
        {
            if (row is null || row.Count != Columns.Count || row[cost].ValueKind != JsonValueKind.Number || !row[cost].TryGetDecimal(out var amount)
                || DayOf(row[day]) is not { } date || row[currency].ValueKind != JsonValueKind.String)
            {
                return null;
            }

            costs.Add(new DailyCost
            {
                Day = date,
                Service = SafeValue.Bounded(PlainText.Line(SafeValue.Text(row[service]) ?? "")) is { Length: > 0 } name ? name : "unnamed",
                Cost = amount,
                Currency = row[currency].GetString() ?? "",
            });
        }

        return costs;
    }

    private int Column(params ReadOnlySpan<string> names)
    {
        for (var at = 0; at < Columns.Count; at++)
        {
            foreach (var name in names)
            {
                if (string.Equals(Columns[at]?.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return at;
                }
            }
        }

        return -1;
    }

    /// <summary>As a number, <c>20260302</c>, or as the text of a time.</summary>
    private static DateOnly? DayOf(JsonElement cell)
    {
        var text = cell.ValueKind switch
        {
            JsonValueKind.Number => cell.GetRawText(),
            JsonValueKind.String => (cell.GetString() ?? "").Split('T')[0].Replace("-", "", StringComparison.Ordinal),
            _ => "",
        };
        return DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}

internal sealed record CostColumn([property: JsonPropertyName("name"), JsonRequired] string Name);
