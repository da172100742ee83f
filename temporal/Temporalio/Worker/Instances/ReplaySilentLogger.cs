using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Instances;

/// <summary>The workflow's logger: what was logged the first time is not logged again on replay.</summary>
internal sealed class ReplaySilentLogger(ILogger inner, WorkflowInstance run) : ILogger
{
    private readonly Dictionary<string, object> scope = new(StringComparer.Ordinal)
    {
        ["Attempt"] = run.Info.Attempt,
        ["Namespace"] = run.Info.Namespace,
        ["FirstExecutionRunId"] = run.Info.FirstExecutionRunId,
        ["RunId"] = run.Info.RunId,
        ["TaskQueue"] = run.Info.TaskQueue,
        ["WorkflowId"] = run.Info.WorkflowId,
        ["WorkflowType"] = run.Info.WorkflowType,
    };

    private bool Silent => run.Activation.IsReplaying && !run.ReadOnly;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !Silent && inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        using var known = inner.BeginScope(scope);
        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
