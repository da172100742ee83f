using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads which method a lambda calls, and with which arguments, without calling it.</summary>
internal static class CallExpression
{
    public static (MethodInfo Method, IReadOnlyCollection<object?> Arguments) Read(LambdaExpression lambda)
    {
        var body = lambda.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : lambda.Body;
        if (body is not MethodCallExpression call)
        {
            throw new ArgumentException("The lambda must be a single method call");
        }

        if (lambda.Parameters.Count == 0 ? !call.Method.IsStatic && call.Object is null : call.Object != lambda.Parameters[0])
        {
            throw new ArgumentException("The lambda must call a method of its parameter, or a static method when it has none");
        }

        return (call.Method, [.. call.Arguments.Select(Evaluate)]);
    }

    private static object? Evaluate(Expression argument) => argument switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: ConstantExpression { Value: { } closure } } => field.GetValue(closure),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(argument, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
