using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker.Runs;

/// <summary>What a workflow task came to.</summary>
internal abstract record TaskOutcome
{
    public sealed record Completed : TaskOutcome
    {
        public required IReadOnlyList<Command> Commands { get; init; }

        public required IReadOnlyDictionary<string, WorkflowQueryResult> QueryResults { get; init; }

        public WorkflowQueryResult? LegacyQueryResult { get; init; }

        public required WorkflowTaskCompletedMetadata Metadata { get; init; }

        /// <summary>The run ends with these commands, or has ended.</summary>
        public required bool Ends { get; init; }
    }

    public sealed record Failed(WorkflowTaskFailedCause Cause, Exception Exception) : TaskOutcome;
}
