using Temporalio.Api.Query.V1;
using Temporalio.Worker.History;

namespace Temporalio.Worker.Runs;

/// <summary>One task for one run, payloads decoded.</summary>
internal sealed record WorkflowTask
{
    /// <summary>Start of the last task this run completed; 0 for none.</summary>
    public required long PreviousStartedEventId { get; init; }

    public required HistoryBuffer History { get; init; }

    public IReadOnlyDictionary<string, WorkflowQuery> Queries { get; init; } = new Dictionary<string, WorkflowQuery>(StringComparer.Ordinal);

    /// <summary>The task is there for this query alone and brings the run nothing new.</summary>
    public WorkflowQuery? LegacyQuery { get; init; }
}
