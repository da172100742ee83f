namespace Temporal.Server.Engine;

/// <summary>Names one run: run ids are unique within a namespace, the workflow id says whose run it is.</summary>
internal readonly record struct RunKey(string Namespace, string WorkflowId, string RunId);
