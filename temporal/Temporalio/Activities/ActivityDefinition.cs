using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>An activity a worker can run: its name, its parameters and how to call it.</summary>
public class ActivityDefinition
{
    private readonly Func<object?[], object?> invoker;
    private readonly object?[] defaults;

    private ActivityDefinition(
        string? name,
        Type returnType,
        IReadOnlyCollection<Type> parameterTypes,
        int requiredParameterCount,
        object?[] defaults,
        Func<object?[], object?> invoker,
        MethodInfo? method)
    {
        if (name is null && (parameterTypes.Count != 1 || parameterTypes.First() != typeof(IRawValue[])))
        {
            throw new ArgumentException($"Dynamic activity {method} must take one parameter, an array of raw values");
        }

        if (name?.StartsWith("__temporal") is true)
        {
            throw new ArgumentException($"Activity name {name} is reserved");
        }

        if (requiredParameterCount > parameterTypes.Count)
        {
            throw new ArgumentException($"Activity {name} requires more parameters than it has");
        }

        Name = name;
        ReturnType = returnType;
        ParameterTypes = parameterTypes;
        RequiredParameterCount = requiredParameterCount;
        MethodInfo = method;
        this.defaults = defaults;
        this.invoker = invoker;
    }

    /// <summary>Null for a dynamic activity.</summary>
    public string? Name { get; }

    public bool Dynamic => Name is null;

    public Type ReturnType { get; }

    public IReadOnlyCollection<Type> ParameterTypes { get; }

    public int RequiredParameterCount { get; }

    public MethodInfo? MethodInfo { get; }

    public static ActivityDefinition Create(Delegate del)
    {
        var attribute = RequiredAttribute(del.Method);
        return Create(NameOf(del.Method, attribute), del.Method, parameters => ReflectedCall(del.Method, del.Target, parameters));
    }

    public static ActivityDefinition Create(MethodInfo method, Func<object?[], object?> invoker) =>
        Create(NameOf(method, RequiredAttribute(method)), method, invoker);

    public static ActivityDefinition Create(
        string? name, Type returnType, IReadOnlyCollection<Type> parameterTypes, int requiredParameterCount, Func<object?[], object?> invoker) =>
        new(name, returnType, parameterTypes, requiredParameterCount, [], invoker, null);

    public static ActivityDefinition CreateWithoutAttribute(string? name, MethodInfo method, Func<object?[], object?> invoker) =>
        Create(name, method, invoker);

    public static IReadOnlyCollection<ActivityDefinition> CreateAll<T>(T? instance) => CreateAll(typeof(T), instance);

    public static IReadOnlyCollection<ActivityDefinition> CreateAll(Type type, object? instance)
    {
        var definitions = ActivityMethods(type).Select(method =>
            !method.IsStatic && instance is null
                ? throw new InvalidOperationException($"Activity {type}.{method.Name} is an instance method and no instance was given")
                : Create(method, parameters => ReflectedCall(method, method.IsStatic ? null : instance, parameters))).ToList();
        return definitions.Count > 0
            ? definitions
            : throw new ArgumentException($"{type} has no method with the activity attribute", nameof(type));
    }

    /// <summary>Calls the activity, fills missing trailing parameters from their defaults and drops what is too much.</summary>
    public async Task<object?> InvokeAsync(object?[] parameters)
    {
        if (parameters.Length < RequiredParameterCount)
        {
            throw new ArgumentException($"Activity {Name} requires {RequiredParameterCount} parameters, {parameters.Length} given");
        }

        if (parameters.Length != ParameterTypes.Count)
        {
            var given = Math.Min(parameters.Length, ParameterTypes.Count);
            parameters = [.. parameters[..given], .. Missing(given)];
        }

        var result = invoker(parameters);
        if (result is not Task task)
        {
            return result;
        }

        await task;
        return ReturnType == typeof(Task) || ReturnType == typeof(void) ? null : TaskResult(task);
    }

    internal static string NameOf(MethodInfo method)
    {
        return NameOf(method, RequiredAttribute(method))
            ?? throw new ArgumentException($"{method} is a dynamic activity and has no name to call it by");
    }

    internal static IEnumerable<MethodInfo> ActivityMethods(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        return type.GetMethods(All).Where(method => Attribute(method) is not null);
    }

    private static ActivityDefinition Create(string? name, MethodInfo method, Func<object?[], object?> invoker)
    {
        var parameters = method.GetParameters();
        if (method.ContainsGenericParameters || parameters.Any(each => each.ParameterType.IsByRef))
        {
            throw new ArgumentException($"Activity {method} can be neither generic nor have parameters by reference");
        }

        // The official worker serialises the struct itself, which no caller can read back.
        if (method.ReturnType == typeof(ValueTask) || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            throw new ArgumentException($"Activity {method} must return a Task where it returns a ValueTask");
        }

        return new(
            name,
            method.ReturnType,
            [.. parameters.Select(each => each.ParameterType)],
            parameters.Count(each => !each.HasDefaultValue),
            [.. parameters.Select(each => each.HasDefaultValue ? each.DefaultValue : null)],
            invoker,
            method);
    }

    private static string? NameOf(MethodInfo method, ActivityAttribute attribute)
    {
        if (attribute.Dynamic)
        {
            return attribute.Name is null ? null : throw new ArgumentException($"Dynamic activity {method} cannot have a name");
        }

        if (attribute.Name is not null)
        {
            return attribute.Name;
        }

        var name = method.Name;
        if (name.StartsWith('<'))
        {
            // The compiler names a local function <Outer>g__Inner|0_0, a lambda <Outer>b__0.
            var start = name.IndexOf(">g__", StringComparison.Ordinal);
            var end = name.IndexOf('|');
            name = start >= 0 && end > start
                ? name[(start + 4)..end]
                : throw new ArgumentException($"A lambda has no name of its own: give one to the activity attribute ({method.DeclaringType})");
        }

        return name.Length > 5 && name.EndsWith("Async") && typeof(Task).IsAssignableFrom(method.ReturnType) ? name[..^5] : name;
    }

    private static ActivityAttribute RequiredAttribute(MethodInfo method) =>
        Attribute(method) ?? throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no activity attribute");

    private static ActivityAttribute? Attribute(MethodInfo method)
    {
        for (var each = method; ; each = each.GetBaseDefinition())
        {
            if (each.GetCustomAttribute<ActivityAttribute>(inherit: false) is { } found)
            {
                return found;
            }

            if (each.GetBaseDefinition() == each)
            {
                return null;
            }
        }
    }

    internal static object? ReflectedCall(MethodInfo method, object? target, object?[] parameters) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, parameters, culture: null);

    internal static object? TaskResult(Task task)
    {
        var type = task.GetType();
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)))
        {
            type = type.BaseType;
        }

        return type?.GetProperty("Result")?.GetValue(task);
    }

    private IEnumerable<object?> Missing(int given)
    {
        for (var index = given; index < ParameterTypes.Count; index++)
        {
            yield return index < defaults.Length ? defaults[index] : null;
        }
    }
}
