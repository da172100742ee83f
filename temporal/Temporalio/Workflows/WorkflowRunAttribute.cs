namespace Temporalio.Workflows;

/// <summary>Marks the one method that is the workflow's course.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute;
