using Temporalio.Exceptions;

namespace Temporalio.Workflows;

/// <summary>Ends this run and starts the next one. Made by Workflow.CreateContinueAsNewException and thrown by the workflow.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options)
        : base("Continue as new")
    {
        WorkflowType = workflow;
        Arguments = args;
        Options = options;
    }

    internal string WorkflowType { get; }

    internal IReadOnlyCollection<object?> Arguments { get; }

    internal ContinueAsNewOptions? Options { get; }
}
