using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace Webhooks.Office.Charts;

/// <summary>
/// Writes a <see cref="Chart"/> as a native chart of Word and PowerPoint, with the workbook behind it, so that somebody who edits the document
/// can edit its numbers. The frame on the page, its size and its alt text are the caller's.
/// </summary>
internal static class ChartWriter
{
    private const string WorkbookId = "rId1";
    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="part">Empty.</param>
    /// <param name="chart">Its names may be any text.</param>
    /// <exception cref="ArgumentException">It has no category or no series, or a series has more or fewer values than there are categories.</exception>
    public static void Write(ChartPart part, Chart chart)
    {
        Check(chart);
        var book = ChartWorkbook.Of(chart);
        // Under its own ending and not as .bin, by which PowerPoint would not know what to open it with.
        part.OpenXmlPackage.PartExtensionProvider.MakeSurePartExtensionExist(WorkbookType, ".xlsx");
        var workbook = part.AddNewPart<EmbeddedPackagePart>(WorkbookType, WorkbookId);
        using (var content = new MemoryStream(book.Bytes, writable: false))
        {
            workbook.FeedData(content);
        }

        using var xml = part.GetStream(FileMode.Create, FileAccess.Write);
        ChartSpace.Of(book.Plot with { WorkbookId = WorkbookId }).Save(xml, SaveOptions.DisableFormatting);
    }

    private static void Check(Chart chart)
    {
        if (chart.Categories.Count == 0)
        {
            throw new ArgumentException($"The chart '{chart.Title}' has no category.", nameof(chart));
        }

        if (chart.Series.Count == 0)
        {
            throw new ArgumentException($"The chart '{chart.Title}' has no series.", nameof(chart));
        }

        if (chart.Series.FirstOrDefault(series => series.Values.Count != chart.Categories.Count) is { } uneven)
        {
            throw new ArgumentException(
                $"The series '{uneven.Name}' of the chart '{chart.Title}' has {uneven.Values.Count} values for {chart.Categories.Count} categories.",
                nameof(chart));
        }
    }
}
