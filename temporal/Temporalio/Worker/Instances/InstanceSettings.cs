using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>What every run of a worker shares.</summary>
internal sealed record InstanceSettings
{
    public required IReadOnlyDictionary<string, WorkflowDefinition> Definitions { get; init; }

    public WorkflowDefinition? DynamicDefinition { get; init; }

    public required DataConverter Converter { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public IReadOnlyCollection<Type> FailureTypes { get; init; } = [];

    public Func<PatchActivationInput, bool>? PatchActivation { get; init; }

    public Action<WorkflowTaskStartingEventArgs> TaskStarting { get; init; } = _ => { };

    public Action<WorkflowTaskCompletedEventArgs> TaskCompleted { get; init; } = _ => { };

    /// <summary>Null never calls a busy workflow deadlocked.</summary>
    public TimeSpan? DeadlockLimit { get; init; }

    public required TimeProvider Time { get; init; }

    public WorkflowDefinition? Find(string type) => Definitions.TryGetValue(type, out var known) ? known : DynamicDefinition;
}
