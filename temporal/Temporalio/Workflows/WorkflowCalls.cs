using System.Linq.Expressions;
using System.Reflection;
using Temporalio.Activities;

namespace Temporalio.Workflows;

/// <summary>Names and arguments of the calls that lambdas describe.</summary>
internal static class WorkflowCalls
{
    public static (string Name, IReadOnlyCollection<object?> Arguments) Run(LambdaExpression lambda)
    {
        var (method, arguments) = CallExpression.Read(lambda);
        return (Named(WorkflowNames.OfRun(method), "workflow"), arguments);
    }

    public static (string Name, IReadOnlyCollection<object?> Arguments) Signal(LambdaExpression lambda)
    {
        var (method, arguments) = CallExpression.Read(lambda);
        return (Named(WorkflowSignalDefinition.FromMethod(method).Name, "signal"), arguments);
    }

    public static (string Name, IReadOnlyCollection<object?> Arguments) Query(LambdaExpression lambda)
    {
        if (lambda.Body is MemberExpression { Member: PropertyInfo property })
        {
            return (Named(WorkflowQueryDefinition.FromProperty(property).Name, "query"), []);
        }

        var (method, arguments) = CallExpression.Read(lambda);
        return (Named(WorkflowQueryDefinition.FromMethod(method).Name, "query"), arguments);
    }

    public static (string Name, IReadOnlyCollection<object?> Arguments) Activity(LambdaExpression lambda)
    {
        var (method, arguments) = CallExpression.Read(lambda);
        return (Named(ActivityNames.OfMethod(method), "activity"), arguments);
    }

    private static string Named(string? name, string kind) =>
        name ?? throw new ArgumentException($"A dynamic {kind} cannot be called by a lambda");
}
