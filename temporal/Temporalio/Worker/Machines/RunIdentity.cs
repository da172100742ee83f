namespace Temporalio.Worker.Machines;

/// <summary>Which run this is.</summary>
internal sealed record RunIdentity(string Namespace, string WorkflowId, string RunId, string TaskQueue);
