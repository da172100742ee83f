namespace Temporalio.Workflows;

/// <summary>What happens when a workflow ends while a handler is still running.</summary>
public enum HandlerUnfinishedPolicy
{
    WarnAndAbandon = 0,
    Abandon = 1,
}
