using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A workflow type: how it is named, made, run, signalled and queried.</summary>
public class WorkflowDefinition
{
    private readonly Func<object?[], object> creator;

    internal WorkflowDefinition(WorkflowTypeReader read, string? name, Func<object?[], object>? creatorOverride)
    {
        Type = read.Type;
        Name = name;
        RunMethod = read.Run;
        InitConstructor = read.InitConstructor;
        Instantiable = creatorOverride is not null || read.Instantiable;
        Signals = read.Signals;
        Queries = read.Queries;
        DynamicSignal = read.DynamicSignal;
        DynamicQuery = read.DynamicQuery;
        FailureExceptionTypes = read.Attribute.FailureExceptionTypes;
        creator = creatorOverride ?? read.Create;
    }

    public bool Dynamic => Name is null;

    public WorkflowQueryDefinition? DynamicQuery { get; }

    public WorkflowSignalDefinition? DynamicSignal { get; }

    public Type[]? FailureExceptionTypes { get; }

    /// <summary>False for interfaces and abstract classes: good for lambdas, not for a worker.</summary>
    public bool Instantiable { get; }

    /// <summary>Null when dynamic.</summary>
    public string? Name { get; }

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; }

    public MethodInfo RunMethod { get; }

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; }

    public Type Type { get; }

    internal ConstructorInfo? InitConstructor { get; }

    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    public static WorkflowDefinition Create(Type type) => Create(type, nameOverride: null, creatorOverride: null);

    public static WorkflowDefinition Create(Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        var read = new WorkflowTypeReader(type, madeElsewhere: creatorOverride is not null);
        return new(read, read.Attribute.Dynamic ? null : nameOverride ?? read.Attribute.Name ?? WorkflowNames.OfType(type), creatorOverride);
    }

    public object CreateWorkflowInstance(object?[] workflowArguments)
    {
        if (!Instantiable)
        {
            throw new InvalidOperationException($"{Type} cannot be instantiated");
        }

        return creator(workflowArguments);
    }
}
