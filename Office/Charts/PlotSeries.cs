namespace Webhooks.Office.Charts;

/// <param name="NameFormula">The cell that holds the name.</param>
/// <param name="Name">For the legend.</param>
/// <param name="ValueFormula">The range that holds the values.</param>
/// <param name="Values">One a category; null where the cell holds no number.</param>
internal sealed record PlotSeries(string NameFormula, string Name, string ValueFormula, IReadOnlyList<decimal?> Values);
