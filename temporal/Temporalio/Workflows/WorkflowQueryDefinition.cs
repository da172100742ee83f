using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>A query handler of a workflow.</summary>
public class WorkflowQueryDefinition
{
    private static readonly string[] Reserved = ["__stack_trace", "__enhanced_stack_trace"];

    private WorkflowQueryDefinition(string? name, string? description, HandlerMethod handler)
    {
        Name = name;
        Description = description;
        Handler = handler;
    }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    /// <summary>Null when dynamic.</summary>
    public string? Name { get; }

    internal HandlerMethod Handler { get; }

    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del, string? description = null) =>
        Checked(name, description, new HandlerMethod(del));

    public static WorkflowQueryDefinition FromMethod(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowQueryAttribute>(inherit: false)
            ?? throw new ArgumentException($"{method} has no WorkflowQuery attribute");
        if (!method.IsPublic || method.IsStatic)
        {
            throw new ArgumentException($"WorkflowQuery {method} must be public and not static");
        }

        return Checked(attribute.Dynamic ? null : attribute.Name ?? method.Name, attribute.Description, new HandlerMethod(method));
    }

    public static WorkflowQueryDefinition FromProperty(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<WorkflowQueryAttribute>(inherit: false)
            ?? throw new ArgumentException($"{property} has no WorkflowQuery attribute");
        var getter = property.GetGetMethod();
        if (getter is null || getter.IsStatic || attribute.Dynamic)
        {
            throw new ArgumentException($"WorkflowQuery {property} must have a public getter, not static, and cannot be dynamic");
        }

        return Checked(attribute.Name ?? property.Name, attribute.Description, new HandlerMethod(getter));
    }

    private static WorkflowQueryDefinition Checked(string? name, string? description, HandlerMethod handler)
    {
        var result = handler.Method.ReturnType;
        if (result == typeof(void) || typeof(Task).IsAssignableFrom(result))
        {
            throw new ArgumentException($"WorkflowQuery {handler.Method} must return a value, not a Task");
        }

        if (name is not null && Reserved.Contains(name))
        {
            throw new ArgumentException($"WorkflowQuery {handler.Method} cannot use the reserved name {name}");
        }

        handler.Check("WorkflowQuery", name, dynamicParameters: [typeof(string), typeof(IRawValue[])]);
        return new(name, description, handler);
    }
}
