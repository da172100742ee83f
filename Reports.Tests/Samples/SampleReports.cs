using Webhooks.Activities.Reports.Data;

namespace Webhooks.Reports.Tests.Samples;

/// <summary>The reports that every document is tried with, by name.</summary>
internal static class SampleReports
{
    private static readonly ReportFigures DayBefore = ReportFigures.Of(SampleData.Day) with { Commits = 9, TicketsCompleted = 4, Deployments = 5, PullRequestsMerged = 1 };
    private static readonly ReportFigures WeekBefore = ReportFigures.Of(SampleData.Week) with { Commits = 188, TicketsCompleted = 21, Deployments = 29, PullRequestsMerged = 18, DeploymentsFailed = 5 };

    public static TheoryData<string> Names => ["rich", "quiet", "empty", "hostile", "partial", "amended", "preliminary", "fallback", "generated"];

    public static SampleReport Daily(string name) => name switch
    {
        "rich" => SampleReport.Daily(SampleData.Day).After(DayBefore),
        "quiet" => SampleReport.Daily(SampleData.Quiet),
        "empty" => SampleReport.Daily(SampleData.Empty),
        "hostile" => SampleReport.Daily(SampleData.Hostile),
        "partial" => SampleReport.Daily(SampleData.Day with { Tickets = [] }).Missing(ReportSources.Tickets).Missing(ReportSources.Commits, "truncated"),
        "amended" => SampleReport.Daily(SampleData.Day with { Completeness = SampleData.Day.Completeness with { Late = 3 } }).Amending(new Uri("https://acme.sharepoint.com/first.docx")),
        "preliminary" => SampleReport.Daily(SampleData.Day).Preliminary(),
        "fallback" => SampleReport.Daily(SampleData.Day).WithoutGeneration(),
        "generated" => SampleReport.Daily(SampleData.Day).Says("A day on labels and `payments`.", "Look at **web-1**."),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static SampleReport Weekly(string name) => name switch
    {
        "rich" => SampleReport.Weekly(SampleData.Week).After(WeekBefore),
        "quiet" => SampleReport.Weekly(SampleData.Quiet),
        "empty" => SampleReport.Weekly(SampleData.Empty),
        "hostile" => SampleReport.Weekly(SampleData.Hostile),
        "partial" => SampleReport.Weekly(SampleData.Week with { Tickets = [] }).Missing(ReportSources.Tickets).Missing(ReportSources.Commits, "truncated"),
        "amended" => SampleReport.Weekly(SampleData.Week with { Completeness = SampleData.Week.Completeness with { Late = 3 } }).Amending(),
        "preliminary" => SampleReport.Weekly(SampleData.Week).Preliminary(),
        "fallback" => SampleReport.Weekly(SampleData.Week).WithoutGeneration(),
        "generated" => SampleReport.Weekly(SampleData.Week).Says("A week on labels and payments.", "Labels are printed in batches."),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
