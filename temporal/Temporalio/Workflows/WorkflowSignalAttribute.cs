namespace Temporalio.Workflows;

/// <summary>Marks a signal handler. The name defaults to the method's without Async.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    public WorkflowSignalAttribute()
    {
    }

    public WorkflowSignalAttribute(string name) => Name = name;

    public string? Description { get; set; }

    /// <summary>Handles every signal no other handler names: (string name, IRawValue[] args).</summary>
    public bool Dynamic { get; set; }

    public string? Name { get; }

    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; }
}
