using System.Text.Json.Serialization;

namespace Webhooks.Contracts.Reports;

[JsonConverter(typeof(JsonStringEnumConverter<ReportKind>))]
public enum ReportKind
{
    /// <summary>A day's documentation, for the team.</summary>
    Daily,

    /// <summary>A week's progress, for investors.</summary>
    Weekly,
}
