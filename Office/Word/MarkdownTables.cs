using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Cells = Markdig.Extensions.Tables.TableCell;
using Rows = Markdig.Extensions.Tables.TableRow;

namespace Webhooks.Office.Word;

/// <summary>Pipe tables of Markdown, set like those of data.</summary>
internal static class MarkdownTables
{
    private const double Narrowest = 700;
    private const int LongestCounted = 60;

    public static IEnumerable<OpenXmlElement> Write(Markdig.Extensions.Tables.Table table, InlineRuns inlines)
    {
        var rows = table.OfType<Rows>().ToList();
        var columns = rows.Select(row => row.Count).DefaultIfEmpty().Max();
        if (columns == 0)
        {
            return [];
        }

        var widths = ColumnWidths.Of(
            [.. Enumerable.Repeat(Narrowest, columns)],
            [.. Enumerable.Range(0, columns).Select(at => (double)rows.Max(row => Math.Clamp(Plain(row, at).Length, 4, LongestCounted)))]);
        var header = string.Join(", ", Enumerable.Range(0, columns).Select(at => Plain(rows[0], at)).Where(text => text.Length > 0));
        return
        [
            TableBlocks.Frame("Table", header, widths, hasTotal: false, rows.Select((row, at) => Row(row, at == 0, widths, table, inlines))),
            WordText.Paragraph(WordStyles.Gap, ""),
        ];
    }

    private static DocumentFormat.OpenXml.Wordprocessing.TableRow Row(
        Rows row, bool isHeader, IReadOnlyList<int> widths, Markdig.Extensions.Tables.Table table, InlineRuns inlines) =>
        TableBlocks.Row(isHeader, isWhole: isHeader, widths.Select((width, at) => TableBlocks.Cell(
            width,
            isHeader ? WordStyles.TableHeader : WordStyles.TableText,
            at < table.ColumnDefinitions.Count && table.ColumnDefinitions[at].Alignment == TableColumnAlign.Right,
            at < row.Count ? inlines.Of(((Cells)row[at]).OfType<ParagraphBlock>().FirstOrDefault()?.Inline) : [])));

    private static string Plain(Rows row, int at) =>
        at < row.Count ? WordText.OneLine(InlineRuns.Plain(((Cells)row[at]).OfType<ParagraphBlock>().FirstOrDefault()?.Inline)) : "";
}
