using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>A signal handler of a workflow.</summary>
public class WorkflowSignalDefinition
{
    private WorkflowSignalDefinition(string? name, string? description, HandlerMethod handler, HandlerUnfinishedPolicy policy)
    {
        Name = name;
        Description = description;
        Handler = handler;
        UnfinishedPolicy = policy;
    }

    public string? Description { get; }

    public bool Dynamic => Name is null;

    /// <summary>Null when dynamic.</summary>
    public string? Name { get; }

    internal HandlerMethod Handler { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null) =>
        Checked(name, description, new HandlerMethod(del), unfinishedPolicy);

    public static WorkflowSignalDefinition FromMethod(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<WorkflowSignalAttribute>(inherit: false)
            ?? throw new ArgumentException($"{method} has no WorkflowSignal attribute");
        if (!method.IsPublic || method.IsStatic)
        {
            throw new ArgumentException($"WorkflowSignal {method} must be public and not static");
        }

        var name = attribute.Dynamic ? null : attribute.Name ?? WorkflowNames.WithoutAsync(method);
        return Checked(name, attribute.Description, new HandlerMethod(method), attribute.UnfinishedPolicy);
    }

    private static WorkflowSignalDefinition Checked(string? name, string? description, HandlerMethod handler, HandlerUnfinishedPolicy policy)
    {
        if (handler.Method.ReturnType != typeof(Task))
        {
            throw new ArgumentException($"WorkflowSignal {handler.Method} must return Task");
        }

        handler.Check("WorkflowSignal", name, dynamicParameters: [typeof(string), typeof(IRawValue[])]);
        return new(name, description, handler, policy);
    }
}
