using Webhooks.Office.Tables;

namespace Webhooks.Office.Word;

/// <summary>
/// Shares the width of the page between columns by their weight, but gives numbers and days the width that they need to stand on one line, as
/// long as there is room for the rest.
/// </summary>
internal static class ColumnWidths
{
    /// <summary>What the words of a text column may claim; longer ones are broken.</summary>
    private const double LongestWord = 1400;

    /// <returns>Twentieths of a point; together <see cref="WordPage.TextWidth"/>.</returns>
    public static IReadOnlyList<int> Of(DataTable table)
    {
        var needed = table.Columns.Select((column, at) => Needed(table, column, at)).ToArray();
        var weights = table.Columns.Select(column => Math.Max(column.Weight, 0.01)).ToArray();
        return Of(needed, weights);
    }

    /// <param name="needed">What each cannot do without.</param>
    /// <param name="weights">How what is left is shared.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<double> needed, IReadOnlyList<double> weights)
    {
        var room = WordPage.TextWidth;
        if (needed.Sum() >= room)
        {
            return Whole([.. needed.Select(width => width / needed.Sum() * room)]);
        }

        // Columns whose share is too little get what they need; the others share what is left, until nobody is short.
        var isFixed = new bool[needed.Count];
        while (true)
        {
            var left = room - needed.Where((_, at) => isFixed[at]).Sum();
            var sum = weights.Where((_, at) => !isFixed[at]).Sum();
            var shares = needed.Select((need, at) => isFixed[at] ? need : left * weights[at] / sum).ToArray();
            var anyShort = false;
            for (var at = 0; at < shares.Length; at++)
            {
                if (!isFixed[at] && shares[at] < needed[at])
                {
                    isFixed[at] = anyShort = true;
                }
            }

            if (!anyShort)
            {
                return Whole(shares);
            }
        }
    }

    private static double Needed(DataTable table, Column column, int at)
    {
        var header = LongestPiece(column.Header, bold: true);
        var content = column.Kind == ColumnKind.Text
            ? table.Rows.Select(row => LongestPiece(CellText.Of(row[at], column.Kind), bold: false)).DefaultIfEmpty().Max()
            : table.Rows.Select(row => WidthOf(CellText.Of(row[at], column.Kind), bold: false)).DefaultIfEmpty().Max();
        var total = column.HasTotal ? WidthOf(CellText.Of(TableTotals.Of(table, at), column.Kind), bold: true) : 0;
        var most = column.Kind == ColumnKind.Text ? LongestWord : WordPage.TextWidth / 4.0;
        return Math.Min(Math.Max(Math.Max(header, content), total), most) + (2 * TableBlocks.CellSide) + 20;
    }

    private static double LongestPiece(string text, bool bold) =>
        OfficeText.Clean(text).Split(' ', '\n', '\t').Max(word => WidthOf(word, bold));

    private static double WidthOf(string text, bool bold) =>
        // No more is looked at than could ever fit.
        FontWidths.Of(text.AsSpan(0, Math.Min(text.Length, 200)), WordStyles.Paragraphs[WordStyles.TableText].Size, bold);

    private static int[] Whole(double[] widths)
    {
        var whole = widths.Select(width => (int)width).ToArray();
        whole[^1] += WordPage.TextWidth - whole.Sum();
        return whole;
    }
}
