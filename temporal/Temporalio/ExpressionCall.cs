using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio;

/// <summary>
/// The one call, or property read, that a typed lambda such as <c>wf =&gt; wf.RunAsync(input)</c> stands for. Arguments are
/// evaluated here, once, on the caller.
/// </summary>
internal sealed record ExpressionCall(MethodInfo Method, IReadOnlyList<object?> Args)
{
    /// <summary>The type in front of the call: the lambda's parameter if it has one, else the method's own type.</summary>
    internal required Type Type { get; init; }

    internal static ExpressionCall From(LambdaExpression lambda)
    {
        if (Unwrap(lambda.Body) is not MethodCallExpression call)
        {
            throw new ArgumentException($"The lambda must be one method call, not {lambda.Body.NodeType}", nameof(lambda));
        }

        CheckTarget(lambda, call.Object, call.Method);
        return new(call.Method, [.. call.Arguments.Select(argument => Evaluate(lambda, argument))]) { Type = TypeOf(lambda, call.Method) };
    }

    /// <summary>The property if the lambda reads one of its parameter, else null.</summary>
    internal static PropertyInfo? PropertyOf(LambdaExpression lambda) =>
        Unwrap(lambda.Body) is MemberExpression { Member: PropertyInfo property, Expression: { } target } && Unwrap(target) is ParameterExpression
            ? property
            : null;

    private static Type TypeOf(LambdaExpression lambda, MethodInfo method) =>
        lambda.Parameters is [var parameter]
            ? parameter.Type
            : method.DeclaringType ?? throw new ArgumentException($"{method} belongs to no type");

    private static void CheckTarget(LambdaExpression lambda, Expression? target, MethodInfo method)
    {
        var valid = lambda.Parameters switch
        {
            [] => target is null,
            [var parameter] => target is not null && Unwrap(target) == parameter,
            _ => false,
        };
        if (!valid)
        {
            throw new ArgumentException(
                lambda.Parameters.Count == 0
                    ? $"A lambda without parameter must call a static method, {method.Name} is not"
                    : $"The lambda must call a method of its parameter, {method.Name} is not called on it",
                nameof(lambda));
        }
    }

    private static Expression Unwrap(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } convert ? Unwrap(convert.Operand) : expression;

    private static object? Evaluate(LambdaExpression lambda, Expression argument)
    {
        switch (argument)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: FieldInfo field, Expression: null or ConstantExpression } read:
                return field.GetValue((read.Expression as ConstantExpression)?.Value);
        }

        if (new ParameterFinder(lambda.Parameters).Finds(argument))
        {
            throw new ArgumentException("An argument of the call cannot use the lambda's parameter", nameof(lambda));
        }

        return Expression.Lambda<Func<object?>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)();
    }

    private sealed class ParameterFinder(IReadOnlyCollection<ParameterExpression> parameters) : ExpressionVisitor
    {
        private bool found;

        internal bool Finds(Expression expression)
        {
            Visit(expression);
            return found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            found |= parameters.Contains(node);
            return node;
        }
    }
}
