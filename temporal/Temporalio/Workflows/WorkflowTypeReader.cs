using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>Reads a workflow type and reports every mistake in it at once.</summary>
internal sealed class WorkflowTypeReader
{
    private readonly List<Exception> mistakes = [];
    private readonly Dictionary<string, WorkflowSignalDefinition> signals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkflowQueryDefinition> queries = new(StringComparer.Ordinal);

    /// <param name="type">The workflow type.</param>
    /// <param name="madeElsewhere">Instances come from a given function, so constructors do not matter.</param>
    public WorkflowTypeReader(Type type, bool madeElsewhere)
    {
        Type = type;
        Attribute = type.GetCustomAttribute<WorkflowAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} has no Workflow attribute");
        if (type.ContainsGenericParameters)
        {
            Mistake($"{type} cannot be generic");
        }

        if (Attribute.Name?.StartsWith(WorkflowNames.ReservedPrefix, StringComparison.Ordinal) == true)
        {
            Mistake($"{type} cannot use the reserved prefix {WorkflowNames.ReservedPrefix}");
        }

        Run = ReadRun();
        if (!madeElsewhere)
        {
            ReadConstructors();
        }

        ReadHandlers();
        if (mistakes.Count > 0)
        {
            throw new AggregateException($"{type} is no valid workflow", mistakes);
        }
    }

    public Type Type { get; }

    public WorkflowAttribute Attribute { get; }

    public MethodInfo Run { get; }

    public ConstructorInfo? InitConstructor { get; private set; }

    public bool Instantiable => !Type.IsInterface && !Type.IsAbstract;

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => signals;

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => queries;

    public WorkflowSignalDefinition? DynamicSignal { get; private set; }

    public WorkflowQueryDefinition? DynamicQuery { get; private set; }

    public object Create(object?[] arguments) => InitConstructor is { } init
        ? init.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null)
        : Activator.CreateInstance(Type, BindingFlags.DoNotWrapExceptions | BindingFlags.Public | BindingFlags.Instance, null, null, null)
            ?? throw new InvalidOperationException($"{Type} gave no instance");

    private MethodInfo ReadRun()
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var marked = Type.GetMethods(Any).Where(method => method.IsDefined(typeof(WorkflowRunAttribute), inherit: false)).ToList();
        var own = marked.Where(method => method.DeclaringType == Type).ToList();
        if (own.Count != 1)
        {
            throw new AggregateException(
                $"{Type} is no valid workflow",
                new ArgumentException($"{Type} must declare exactly one method with WorkflowRun, but has {own.Count}"));
        }

        var run = own[0];
        if (!run.IsPublic || run.IsStatic || run.ContainsGenericParameters)
        {
            Mistake($"WorkflowRun {run} must be public, not static and not generic");
        }

        var isTask = run.ReturnType == typeof(Task)
            || (run.ReturnType.IsGenericType && run.ReturnType.GetGenericTypeDefinition() == typeof(Task<>));
        if (!isTask)
        {
            Mistake($"WorkflowRun {run} must return Task or Task<T>");
        }

        if (Attribute.Dynamic && !ParameterTypes(run).SequenceEqual([typeof(IRawValue[])]))
        {
            Mistake($"WorkflowRun {run} is dynamic and must take (IRawValue[])");
        }

        return run;
    }

    private void ReadConstructors()
    {
        if (!Instantiable)
        {
            return;
        }

        var constructors = Type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        var marked = constructors.Where(constructor => constructor.IsDefined(typeof(WorkflowInitAttribute), inherit: false)).ToList();
        if (marked.Count > 1)
        {
            Mistake($"{Type} has more than one constructor with WorkflowInit");
        }
        else if (marked.Count == 1)
        {
            InitConstructor = marked[0];
            if (!marked[0].IsPublic || !ParameterTypes(marked[0]).SequenceEqual(ParameterTypes(Run)))
            {
                Mistake($"The constructor of {Type} with WorkflowInit must be public and take what the run method takes");
            }
        }
        else if (!Type.IsValueType && Type.GetConstructor(Type.EmptyTypes) is null)
        {
            Mistake($"{Type} needs a public constructor without parameters, or one with WorkflowInit");
        }
    }

    private void ReadHandlers()
    {
        const BindingFlags Any =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        foreach (var method in Type.GetMethods(Any))
        {
            if (method.IsDefined(typeof(WorkflowSignalAttribute), inherit: false))
            {
                Attempt(() => Add(WorkflowSignalDefinition.FromMethod(method)));
            }
            else if (method.IsDefined(typeof(WorkflowQueryAttribute), inherit: false))
            {
                Attempt(() => Add(WorkflowQueryDefinition.FromMethod(method)));
            }
            else if (OverridesHandler(method))
            {
                Mistake($"{method} overrides a handler and must repeat its attribute");
            }
        }

        foreach (var property in Type.GetProperties(Any).Where(p => p.IsDefined(typeof(WorkflowQueryAttribute), inherit: false)))
        {
            Attempt(() => Add(WorkflowQueryDefinition.FromProperty(property)));
        }
    }

    private void Add(WorkflowSignalDefinition signal)
    {
        if (signal.Name is { } name)
        {
            Unique(signals.TryAdd(name, signal), $"signal {name}");
            return;
        }

        Unique(DynamicSignal is null, "dynamic signal");
        DynamicSignal = signal;
    }

    private void Add(WorkflowQueryDefinition query)
    {
        if (query.Name is { } name)
        {
            Unique(queries.TryAdd(name, query), $"query {name}");
            return;
        }

        Unique(DynamicQuery is null, "dynamic query");
        DynamicQuery = query;
    }

    private void Unique(bool added, string what)
    {
        if (!added)
        {
            Mistake($"{Type} has more than one {what}");
        }
    }

    private void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (ArgumentException mistake)
        {
            mistakes.Add(mistake);
        }
    }

    private void Mistake(string message) => mistakes.Add(new ArgumentException(message));

    private static bool OverridesHandler(MethodInfo method)
    {
        var root = method.GetBaseDefinition();
        return root != method
            && (root.IsDefined(typeof(WorkflowSignalAttribute), inherit: false) || root.IsDefined(typeof(WorkflowQueryAttribute), inherit: false));
    }

    private static IEnumerable<Type> ParameterTypes(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType);
}
