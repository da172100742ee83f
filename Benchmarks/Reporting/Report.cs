using System.Globalization;
using System.Text;

namespace Webhooks.Benchmarks.Reporting;

/// <summary>Tables in Markdown, and at the end which goals are met.</summary>
internal sealed class Report
{
    private readonly StringBuilder text = new();
    private readonly List<string[]> goals = [];

    public void Section(string title, string remark) => text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{remark}\n\n");

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        Line(columns);
        Line([.. columns.Select(_ => "---")]);
        foreach (var row in rows)
        {
            Line(row);
        }
    }

    /// <param name="what">Described as a ratio.</param>
    /// <param name="measured">What came out.</param>
    /// <param name="least">The goal, when more is better.</param>
    /// <param name="most">The goal, when less is better.</param>
    /// <param name="unit">Behind both figures.</param>
    public void Goal(string what, double measured, double? least = null, double? most = null, string unit = "×")
    {
        var isMet = (least is null || measured >= least) && (most is null || measured <= most);
        var target = least is { } lower ? $"≥ {Number(lower)} {unit}" : $"≤ {Number(most ?? 0)} {unit}";
        goals.Add([what, target, $"{Number(measured)} {unit}", isMet ? "yes" : "**no**"]);
    }

    public string Finish()
    {
        Section("Goals", "Ratios of medians within this run.");
        Table(["goal", "target", "measured", "met"], goals);
        return text.ToString();
    }

    public static string Number(double value) => value.ToString(
        value switch
        {
            >= 1000 => "#,0",
            >= 100 => "0",
            >= 10 => "0.0",
            _ => "0.00",
        },
        CultureInfo.InvariantCulture);

    private void Line(string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
