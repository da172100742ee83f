using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>The default names of workflows and of what they handle.</summary>
internal static class WorkflowNames
{
    public const string ReservedPrefix = "__temporal";

    /// <summary>Null for a dynamic workflow.</summary>
    public static string? OfRun(Type type, MethodInfo method)
    {
        if (method.GetCustomAttribute<WorkflowRunAttribute>(inherit: false) is null)
        {
            throw new ArgumentException($"{method} has no WorkflowRun attribute");
        }

        var attribute = type.GetCustomAttribute<WorkflowAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} has no Workflow attribute");
        return attribute.Dynamic ? null : attribute.Name ?? OfType(type);
    }

    public static string OfType(Type type)
    {
        var name = type.Name;
        return type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;
    }

    public static string WithoutAsync(MethodInfo method)
    {
        const string Suffix = "Async";
        return typeof(Task).IsAssignableFrom(method.ReturnType) && method.Name.Length > Suffix.Length
            && method.Name.EndsWith(Suffix, StringComparison.Ordinal)
                ? method.Name[..^Suffix.Length]
                : method.Name;
    }
}
