using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Webhooks.Activities.Reports.Documents;
using Webhooks.Office.Excel;
using Webhooks.Office.PowerPoint;
using Webhooks.Office.Word;
using Webhooks.Reports.Tests.Samples;
using Xunit.Abstractions;

namespace Webhooks.Reports.Tests.Documents;

/// <summary>What the writers make of reports: valid by the rules of Office, whatever is in the data.</summary>
public sealed class WrittenDocumentsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => SampleReports.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Documents_of_every_sample_are_valid(string name)
    {
        var (day, week) = (SampleReports.Daily(name).Content, SampleReports.Weekly(name).Content);

        Assert.Empty(Errors(WordprocessingDocument.Open(new MemoryStream(WordWriter.Write(DailyWord.Of(day))), isEditable: false)));
        Assert.Empty(Errors(WordprocessingDocument.Open(new MemoryStream(WordWriter.Write(WeeklyWord.Of(week))), isEditable: false)));
        Assert.Empty(Errors(SpreadsheetDocument.Open(new MemoryStream(WorkbookWriter.Write(WeeklyWorkbook.Of(week))), isEditable: false)));
        Assert.Empty(Errors(PresentationDocument.Open(new MemoryStream(DeckWriter.Write(WeeklyDeck.Of(week))), isEditable: false)));
    }

    /// <summary>Prints what it takes; how long is not judged here.</summary>
    [Fact]
    public void Ten_thousand_commits_and_two_thousand_tickets_make_a_set()
    {
        var before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var week = SampleReport.Weekly(SampleData.Large);
        var report = WeeklyWord.Of(week.Content);
        var workbook = WeeklyWorkbook.Of(week.Content);
        var deck = WeeklyDeck.Of(week.Content);
        foreach (var shown in new[] { ShownNumbers.Of(report), ShownNumbers.Of(workbook), ShownNumbers.Of(deck) })
        {
            ReportCheck.Require(week.Edition, week.Data, shown);
        }

        int[] lengths = [WordWriter.Write(report).Length, WorkbookWriter.Write(workbook).Length, DeckWriter.Write(deck).Length];

        output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s, {(GC.GetTotalAllocatedBytes() - before) / 1_000_000} MB allocated, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB, {string.Join(", ", lengths)} bytes");
        Assert.Equal([10_000, 2_000], new[] { 1, 3 }.Select(sheet => workbook.Sheets[sheet].Tables[0].Rows.Count));
        Assert.All(lengths, length => Assert.InRange(length, 5_000, 3_000_000));
    }

    private static List<string> Errors(OpenXmlPackage package)
    {
        using (package)
        {
            return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(package).Take(5).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")];
        }
    }
}
