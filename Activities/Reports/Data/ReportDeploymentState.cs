using System.Text.Json.Serialization;

namespace Webhooks.Activities.Reports.Data;

[JsonConverter(typeof(JsonStringEnumConverter<ReportDeploymentState>))]
public enum ReportDeploymentState
{
    Running,

    Succeeded,

    Failed,
}
