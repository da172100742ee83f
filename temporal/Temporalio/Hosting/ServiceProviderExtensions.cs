using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

public static class ServiceProviderExtensions
{
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions<T>(this IServiceProvider provider) =>
        provider.CreateTemporalActivityDefinitions(typeof(T));

    /// <summary>Every method of the type with the activity attribute, each execution with an instance of its own scope.</summary>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(this IServiceProvider provider, Type type)
    {
        var definitions = ActivityDefinition.ActivityMethods(type)
            .Select(method => provider.CreateTemporalActivityDefinition(type, method))
            .ToList();
        return definitions.Count > 0
            ? definitions
            : throw new ArgumentException($"{type} has no method with the activity attribute", nameof(type));
    }

    public static ActivityDefinition CreateTemporalActivityDefinition(this IServiceProvider provider, Type instanceType, MethodInfo method) =>
        ActivityDefinition.Create(method, parameters => InvokeAsync(provider, instanceType, method, parameters));

    private static async Task<object?> InvokeAsync(IServiceProvider provider, Type instanceType, MethodInfo method, object?[] parameters)
    {
        await using var scope = provider.CreateAsyncScope();
        ActivityScope.ServiceScope = scope;
        var instance = method.IsStatic ? null : scope.ServiceProvider.GetRequiredService(instanceType);
        ActivityScope.ScopedInstance = instance;
        var result = ActivityDefinition.ReflectedCall(method, instance, parameters);
        if (result is not Task task)
        {
            return result;
        }

        // The scope must outlive the activity, so the task is awaited in here.
        await task;
        return ActivityDefinition.TaskResult(task);
    }
}
