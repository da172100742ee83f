namespace Temporalio.Workflows;

/// <summary>Marks a type as a workflow. The name defaults to the type's (an interface loses its leading I).</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    public WorkflowAttribute()
    {
    }

    public WorkflowAttribute(string name) => Name = name;

    /// <summary>Handles every workflow type no other definition names; its run method takes IRawValue[].</summary>
    public bool Dynamic { get; set; }

    /// <summary>Exceptions of these types fail the workflow, not only the workflow task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    public string? Name { get; }
}
