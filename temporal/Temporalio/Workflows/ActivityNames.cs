using System.Reflection;
using Temporalio.Activities;

namespace Temporalio.Workflows;

internal static class ActivityNames
{
    /// <summary>Null for a dynamic activity.</summary>
    public static string? OfMethod(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>(inherit: false)
            ?? throw new ArgumentException($"{method} has no Activity attribute");
        return attribute.Dynamic ? null : attribute.Name ?? WorkflowNames.WithoutAsync(method);
    }
}
