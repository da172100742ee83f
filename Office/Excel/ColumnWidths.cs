using System.Diagnostics;
using Webhooks.Office.Tables;

namespace Webhooks.Office.Excel;

/// <summary>How wide columns must be for what is in them, in digits of the body font; longer text wraps.</summary>
internal static class ColumnWidths
{
    public const double Least = 8;
    public const double Most = 60;

    /// <summary>A header has the button of its filter beside it.</summary>
    private const int FilterButton = 4;

    /// <summary>Figures are set larger than the body.</summary>
    private const double FigureScale = 1.9;

    private const double LeastCard = 20;

    /// <summary>Free on both sides of what is in a cell.</summary>
    private const int Indent = 3;

    /// <summary>Letters are narrower than digits; somewhat more so than said here.</summary>
    private const double LettersOfDigit = 1.08;

    /// <returns>Of the first columns, as many as the sheet has filled.</returns>
    public static double[] Of(SheetLayout sheet)
    {
        var columns = sheet.Tables.Select(table => table.LastColumn + 1).Concat(sheet.Figures.Select(line => line.Figures.Count)).Append(1).Max();
        var widths = new double[columns];
        Array.Fill(widths, Least);
        foreach (var table in sheet.Tables)
        {
            for (var column = 0; column <= table.LastColumn; column++)
            {
                widths[column] = Math.Max(widths[column], Of(table, column));
            }
        }

        foreach (var (column, figure) in sheet.Figures.SelectMany(line => line.Figures.Index()))
        {
            var needed = Math.Max(LeastCard, Math.Max(figure.Value.Length * FigureScale, Math.Max(figure.Label.Length, figure.Change?.Length ?? 0)) + 4);
            widths[column] = Math.Max(widths[column], needed);
        }

        return [.. widths.Select(width => Math.Min(width, Most))];
    }

    /// <summary>How many lines a text takes in a column whose lines break between words; more than <paramref name="most"/> are not counted.</summary>
    public static int Lines(string text, double width, int most)
    {
        var room = (int)Math.Max(1, (width - Indent) * LettersOfDigit);
        if (text.Length * 2 <= room && !text.Contains('\n'))
        {
            return 1;
        }

        var lines = 0;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            lines += LinesOf(text.AsSpan()[line], room, most);
            if (lines >= most)
            {
                return most;
            }
        }

        return lines;
    }

    /// <summary>As Excel and LibreOffice draw it: seven pixels a digit of 11 points, five beside them.</summary>
    public static int Pixels(double width) => (int)Math.Floor((width * 7) + 5);

    private static int LinesOf(ReadOnlySpan<char> text, int room, int most)
    {
        var (lines, used) = (1, 0);
        foreach (var word in text.Split(' '))
        {
            var letters = Letters(text[word]);
            if (used > 0 && used + 1 + letters > room)
            {
                (lines, used) = (lines + 1, 0);
            }

            var together = used == 0 ? letters : used + 1 + letters;
            lines += Math.Max(0, together - 1) / room;
            used = together == 0 ? 0 : ((together - 1) % room) + 1;
            if (lines >= most)
            {
                return most;
            }
        }

        return lines;
    }

    private static double Of(PlacedTable table, int column)
    {
        var widest = table.Header(column).Length + FilterButton;
        foreach (var row in table.Table.Rows)
        {
            widest = Math.Max(widest, Width(row[column], table.Table.Columns[column].Kind));
        }

        if (table.HasTotals && table.Table.Columns[column].HasTotal)
        {
            widest = Math.Max(widest, Width(new Cell.Number(table.Total(column)), table.Table.Columns[column].Kind) + 1);
        }

        return widest + Indent;
    }

    private static int Width(Cell cell, ColumnKind kind) =>
        cell switch
        {
            Cell.Text text => LongestLine(text.Value),
            Cell.Link link => LongestLine(link.Value),
            Cell.Number number => CellFormat.Shown(number.Value, kind).Length,
            Cell.Day => 10,
            Cell.Moment => 16,
            _ => throw new UnreachableException(),
        };

    private static int LongestLine(string text)
    {
        var longest = 0;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            longest = Math.Max(longest, Letters(text.AsSpan()[line]));
        }

        return longest;
    }

    /// <summary>Those of East Asian scripts are two digits wide.</summary>
    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = text.Length;
        foreach (var letter in text)
        {
            letters += letter >= '\u1100' ? 1 : 0;
        }

        return letters;
    }
}
