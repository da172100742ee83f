using System.Reflection;

namespace Temporalio.Worker.Instances;

internal static class HandlerResult
{
    /// <summary>Awaits a handler's Task or Task&lt;T&gt;; null for the first.</summary>
    public static async Task<object?> OfAsync(MethodInfo method, object? returned)
    {
        var task = returned as Task ?? throw new InvalidOperationException($"{method.DeclaringType?.Name}.{method.Name} returned no task");
        await task;
        return method.ReturnType.IsGenericType ? method.ReturnType.GetProperty("Result")?.GetValue(task) : null;
    }
}
