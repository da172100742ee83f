using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;

namespace Webhooks.Workflows.Reports;

/// <summary>Names of the steps of a report, in the order in which they are done. They are stable: queries, results and metrics show them.</summary>
internal static class ReportSteps
{
    public const string Plan = "plan";
    public const string Wait = "wait";
    public const string CollectCommits = "collect-commits";
    public const string CollectPullRequests = "collect-pull-requests";
    public const string CollectTickets = "collect-tickets";
    public const string CollectDeployments = "collect-deployments";
    public const string CollectCosts = "collect-costs";
    public const string CountDeliveries = "count-deliveries";
    public const string Aggregate = "aggregate";
    public const string BuildWord = "build-word";
    public const string BuildExcel = "build-excel";
    public const string BuildPowerPoint = "build-powerpoint";
    public const string UploadWord = "upload-word";
    public const string UploadExcel = "upload-excel";
    public const string UploadPowerPoint = "upload-powerpoint";
    public const string Mail = "mail";
    public const string Announce = "announce";
    public const string Warn = "warn";
    public const string Close = "close";
    public const string Archive = "archive";

    private static readonly string[] Reading =
        [Plan, Wait, CollectCommits, CollectPullRequests, CollectTickets, CollectDeployments, CollectCosts, CountDeliveries, Aggregate];

    public static IEnumerable<string> Of(ReportKind kind) => kind switch
    {
        ReportKind.Daily => [.. Reading, .. TextsOf(kind).Select(Write), BuildWord, UploadWord, Announce, Warn, Close],
        ReportKind.Weekly =>
        [
            .. Reading, .. TextsOf(kind).Select(Write), BuildWord, BuildExcel, BuildPowerPoint, UploadWord, UploadExcel, UploadPowerPoint,
            Mail, Announce, Warn, Close, Archive,
        ],
    };

    public static IReadOnlyList<ReportTextPart> TextsOf(ReportKind kind) => kind switch
    {
        ReportKind.Daily => [ReportTextPart.DailySummary],
        ReportKind.Weekly => [ReportTextPart.ExecutiveSummary, ReportTextPart.TechnicalDetails, ReportTextPart.MetricsAnalysis],
    };

    public static string Write(ReportTextPart part) => part switch
    {
        ReportTextPart.DailySummary => "write-daily-summary",
        ReportTextPart.ExecutiveSummary => "write-executive-summary",
        ReportTextPart.TechnicalDetails => "write-technical-details",
        ReportTextPart.MetricsAnalysis => "write-metrics-analysis",
    };
}
