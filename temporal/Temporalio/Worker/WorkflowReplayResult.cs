using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>The end of one replay; no failure means the code still agrees with the history.</summary>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
