using System.Linq.Expressions;
using Temporalio.Activities;

namespace Temporalio.Workflows;

/// <summary>Names and arguments of the calls that lambdas describe.</summary>
internal static class WorkflowCalls
{
    public static (string Name, IReadOnlyCollection<object?> Arguments) Run(LambdaExpression lambda)
    {
        var call = ExpressionCall.From(lambda);
        return (Named(WorkflowNames.OfRun(call.Type, call.Method), "workflow"), call.Args);
    }

    public static (string Name, IReadOnlyCollection<object?> Arguments) Signal(LambdaExpression lambda)
    {
        var call = ExpressionCall.From(lambda);
        return (Named(WorkflowSignalDefinition.FromMethod(call.Method).Name, "signal"), call.Args);
    }

    public static (string Name, IReadOnlyCollection<object?> Arguments) Query(LambdaExpression lambda)
    {
        if (ExpressionCall.PropertyOf(lambda) is { } property)
        {
            return (Named(WorkflowQueryDefinition.FromProperty(property).Name, "query"), []);
        }

        var call = ExpressionCall.From(lambda);
        return (Named(WorkflowQueryDefinition.FromMethod(call.Method).Name, "query"), call.Args);
    }

    public static (string Name, IReadOnlyCollection<object?> Arguments) Activity(LambdaExpression lambda)
    {
        var call = ExpressionCall.From(lambda);
        return (ActivityDefinition.NameOf(call.Method), call.Args);
    }

    private static string Named(string? name, string kind) =>
        name ?? throw new ArgumentException($"A dynamic {kind} cannot be called by a lambda");
}
