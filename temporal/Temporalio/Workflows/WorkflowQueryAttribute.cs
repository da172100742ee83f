namespace Temporalio.Workflows;

/// <summary>Marks a query handler, a synchronous method or a property. The name defaults to the member's, Async included.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    public WorkflowQueryAttribute()
    {
    }

    public WorkflowQueryAttribute(string name) => Name = name;

    public string? Description { get; set; }

    /// <summary>Handles every query no other handler names: (string name, IRawValue[] args).</summary>
    public bool Dynamic { get; set; }

    public string? Name { get; }
}
