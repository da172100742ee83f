using System.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>A method called with decoded payloads: of an instance, or of a delegate that carries its own.</summary>
internal sealed class HandlerMethod
{
    private readonly object? target;
    private readonly bool bound;

    public HandlerMethod(MethodInfo method) => Method = method;

    public HandlerMethod(Delegate del)
    {
        Method = del.Method;
        target = del.Target;
        bound = true;
    }

    public MethodInfo Method { get; }

    public void Check(string kind, string? name, Type[] dynamicParameters)
    {
        if (name?.StartsWith(WorkflowNames.ReservedPrefix, StringComparison.Ordinal) == true)
        {
            throw new ArgumentException($"{kind} {Method} cannot use the reserved prefix {WorkflowNames.ReservedPrefix}");
        }

        if (Method.ContainsGenericParameters)
        {
            throw new ArgumentException($"{kind} {Method} cannot be generic");
        }

        if (Method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
        {
            throw new ArgumentException($"{kind} {Method} cannot have ref or out parameters");
        }

        if (name is null && !Method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(dynamicParameters))
        {
            throw new ArgumentException(
                $"{kind} {Method} is dynamic and must take ({string.Join(", ", dynamicParameters.Select(type => type.Name))})");
        }
    }

    public object? Invoke(object instance, object?[] arguments) =>
        Method.Invoke(bound ? target : instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public object?[] Decode(Payloads? input, IPayloadConverter converter) => Decode(Method, input, converter);

    public static object?[] DecodeDynamic(string name, Payloads? input) => [name, RawValues(input)];

    public static IRawValue[] RawValues(Payloads? input) => [.. (input?.Payloads_ ?? []).Select(payload => new RawValue(payload))];

    /// <summary>Too few payloads for the required parameters is an error; missing optional ones take their defaults, extra ones are ignored.</summary>
    public static object?[] Decode(MethodBase method, Payloads? input, IPayloadConverter converter)
    {
        var parameters = method.GetParameters();
        var payloads = input?.Payloads_ ?? [];
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i < payloads.Count)
            {
                arguments[i] = Decode(method, converter, payloads[i], parameters[i]);
            }
            else if (parameters[i].HasDefaultValue)
            {
                arguments[i] = parameters[i].DefaultValue;
            }
            else
            {
                throw new InvalidOperationException(
                    $"Expected at least {i + 1} arguments for {method.DeclaringType?.Name}.{method.Name}, but got {payloads.Count}");
            }
        }

        return arguments;
    }

    private static object? Decode(MethodBase method, IPayloadConverter converter, Payload payload, ParameterInfo parameter)
    {
        try
        {
            return converter.ToValue(payload, parameter.ParameterType);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Failed decoding argument {parameter.Name} of {method.DeclaringType?.Name}.{method.Name}", failure);
        }
    }
}
