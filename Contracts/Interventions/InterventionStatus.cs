using System.Text.Json.Serialization;

namespace Webhooks.Contracts.Interventions;

/// <summary>Where something stands that waits for a person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InterventionStatus>))]
public enum InterventionStatus
{
    Waiting,

    /// <summary>A person asked for it, and it is being done.</summary>
    Working,
    Done,
    Abandoned,
}
