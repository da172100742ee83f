using System.Text.Json.Serialization;

namespace Webhooks.Contracts.Reports;

/// <summary>Argument of <see cref="WorkflowNames.DueReports"/>: what a schedule is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DueReports>))]
public enum DueReports
{
    /// <summary>The day whose cut-off is the time of the schedule.</summary>
    Daily,

    /// <summary>The week likewise.</summary>
    Weekly,

    /// <summary>Days whose editions were closed, and of which a delivery came later.</summary>
    Amendments,
}
