using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A workflow task of one run.</summary>
public abstract class WorkflowTaskEventArgs : EventArgs
{
    private protected WorkflowTaskEventArgs(WorkflowDefinition definition, WorkflowInfo info)
    {
        WorkflowDefinition = definition;
        WorkflowInfo = info;
    }

    public WorkflowDefinition WorkflowDefinition { get; }

    public WorkflowInfo WorkflowInfo { get; }
}

public class WorkflowTaskStartingEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskStartingEventArgs(WorkflowDefinition definition, WorkflowInfo info)
        : base(definition, info)
    {
    }
}

public class WorkflowTaskCompletedEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskCompletedEventArgs(WorkflowDefinition definition, WorkflowInfo info, Exception? failure)
        : base(definition, info) => TaskFailureException = failure;

    public Exception? TaskFailureException { get; }
}
