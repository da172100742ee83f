namespace Webhooks.Workflows.Reports;

/// <summary>Parts of a report's work, as metrics name them.</summary>
internal static class ReportPhases
{
    public const string Collect = "collect";
    public const string Write = "write";
    public const string Build = "build";
    public const string Upload = "upload";
}
