using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Engine;

/// <summary>Why the commands of a completion are not applied; none of them is.</summary>
internal sealed record CommandRefusal(WorkflowTaskFailedCause Cause, string Detail = "")
{
    /// <summary>Trying again cannot help.</summary>
    public bool TerminatesRun { get; init; }

    /// <summary>Workers compare the plain name of the cause, so nothing may follow it when there is nothing to say.</summary>
    public string Message => Detail.Length == 0 ? Cause.ToString() : $"{Cause}: {Detail}";
}
