namespace Webhooks.Office.Charts;

/// <param name="Name">For the legend.</param>
/// <param name="Values">One a category.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal> Values);
