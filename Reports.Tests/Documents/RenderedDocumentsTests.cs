using Webhooks.Activities.Reports.Documents;
using Webhooks.Office.Excel;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Tests.Hosting;
using Webhooks.Office.Word;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Documents;

/// <summary>What another program than ours makes of reports. With <c>WEBHOOKS_GALLERY</c>, a folder, the documents are kept there for people to look at.</summary>
public sealed class RenderedDocumentsTests
{
    [SkippableFact]
    public async Task A_rich_set_opens_with_its_pages_numbered_and_nothing_too_wide_for_its_cell()
    {
        Skip.IfNot(LibreOffice.IsInstalled && LibreOffice.CanRead, LibreOffice.Missing);
        var (day, week) = (SampleReports.Daily("rich").Content, SampleReports.Weekly("rich").Content);
        var deck = WeeklyDeck.Of(week);

        var daily = await PagesAsync("daily", WordWriter.Write(DailyWord.Of(day)), "docx");
        var weekly = await PagesAsync("weekly", WordWriter.Write(WeeklyWord.Of(week)), "docx");
        var metrics = await PagesAsync("metrics", WorkbookWriter.Write(WeeklyWorkbook.Of(week)), "xlsx");
        var slides = await PagesAsync("deck", DeckWriter.Write(deck), "pptx");

        Assert.All([daily, weekly, metrics], pages => Assert.All(pages.Index(), page => Assert.Contains($"Page {page.Index + 1} of {pages.Count}", page.Item)));
        Assert.DoesNotContain(metrics, page => page.Contains("###", StringComparison.Ordinal));
        Assert.Equal(deck.Slides.Count, slides.Count);
        Assert.All(deck.Slides.Zip(slides), slide => Assert.Contains(slide.First.Title, slide.Second.ReplaceLineEndings(" ")));
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(string name, byte[] document, string extension)
    {
        var pdf = await LibreOffice.ToPdfAsync(document, extension);
        if (Environment.GetEnvironmentVariable("WEBHOOKS_GALLERY") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.{extension}"), document);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.pdf"), pdf);
        }

        return await LibreOffice.PagesAsync(pdf);
    }
}
