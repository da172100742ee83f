using Webhooks.Office.Excel;
using Webhooks.Office.Tests.Hosting;

namespace Webhooks.Office.Tests.Excel;

/// <summary>Another program than Excel opens the workbook, calculates its sums anew and prints it.</summary>
public sealed class WorkbookPagesTests
{
    [SkippableFact]
    public async Task Every_value_can_be_read_on_the_printed_pages()
    {
        Skip.IfNot(LibreOffice.IsInstalled && LibreOffice.CanRead, LibreOffice.Missing);

        var pages = await LibreOffice.PagesAsync(await LibreOffice.ToPdfAsync(WorkbookWriter.Write(SampleWorkbook.Week()), "xlsx"));

        var all = string.Join('\n', pages);
        Assert.DoesNotContain("###", all);
        Assert.DoesNotContain("Err:", all);
        Assert.DoesNotContain("#NAME?", all);
        // Heading, figure, chart, table, total.
        foreach (var text in (string[])["Week 47 of 2026", "EUR 1,310.50", "Cost by service", "2026-11-16", "15.0%"])
        {
            Assert.Contains(text, pages[0], StringComparison.Ordinal);
        }

        Assert.Contains("=HYPERLINK(\"https://evil.example\",\"Click\")", all, StringComparison.Ordinal);
        Assert.Contains("Page 1 of", pages[0], StringComparison.Ordinal);
        var lists = pages.Where(page => page.Contains("  Commits  ", StringComparison.Ordinal) && page.Contains("shop/labels", StringComparison.Ordinal)).ToList();
        Assert.True(lists.Count > 1);
        Assert.All(lists, page => Assert.Contains("Repository", page, StringComparison.Ordinal));
    }
}
