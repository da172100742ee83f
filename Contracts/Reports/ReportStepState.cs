using System.Text.Json.Serialization;

namespace Webhooks.Contracts.Reports;

[JsonConverter(typeof(JsonStringEnumConverter<ReportStepState>))]
public enum ReportStepState
{
    Pending,

    Running,

    Done,

    /// <summary>Done in the lesser way, because the better one failed.</summary>
    Degraded,

    /// <summary>Left out: it failed and the report goes on without it, or it was not needed.</summary>
    Skipped,

    Failed,
}
