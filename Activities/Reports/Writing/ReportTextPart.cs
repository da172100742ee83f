using System.Text.Json.Serialization;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>What is put in words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportTextPart>))]
public enum ReportTextPart
{
    DailySummary,

    ExecutiveSummary,

    TechnicalDetails,

    MetricsAnalysis,
}
