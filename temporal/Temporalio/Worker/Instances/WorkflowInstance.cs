using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Query.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>
/// A running workflow: the object with the code, and the one queue its tasks run from. Every task of the workflow runs
/// here, first in first out, one at a time; that is what makes a replay take the same course.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer and wait handle has nothing to free; a run thrown out of memory is just dropped")]
[SuppressMessage("Reliability", "S2930", Justification = "As above")]
internal sealed partial class WorkflowInstance : TaskScheduler
{
    private readonly LinkedList<Task> queue = new();
    private readonly List<WorkflowCommand> commands = [];
    private readonly CancellationTokenSource cancellation = new();
    private readonly WorkflowDefinition definition;
    private readonly InstanceSettings settings;
    private readonly Job.Initialize start;
    private object?[]? arguments;
    private object? instance;
    private bool mainQueued;
    private Exception? activationFailure;

    public WorkflowInstance(InstanceSettings settings, RunIdentity identity, Job.Initialize start, DateTime firstTaskTime)
    {
        this.settings = settings;
        this.start = start;
        var type = start.Attributes.WorkflowType.Name;
        definition = settings.Find(type) ?? throw new ApplicationFailureException(
            $"Workflow type {type} is not registered on this worker, available workflows: {string.Join(", ", settings.Definitions.Keys.Order(StringComparer.Ordinal))}",
            errorType: "NotFoundError");
        var converter = settings.Converter.WithSerializationContext(
            new ISerializationContext.Workflow(identity.Namespace, identity.WorkflowId));
        PayloadConverter = converter.PayloadConverter;
        FailureConverter = converter.FailureConverter;
        Info = StartInfo.Read(start.Started, identity, firstTaskTime, converter);
        State = new(this, start.Attributes);
        Random = new(start.RandomSeed);
        Logger = new ReplaySilentLogger(settings.LoggerFactory.CreateLogger($"Temporalio.Workflow:{type}"), this);
        Handlers = new(this, definition);
        Timers = new(this);
        Activities = new(this);
        Children = new(this);
        Externals = new(this);
        Patches = new(this, settings.PatchActivation);
    }

    public static WorkflowInstance? CurrentOrNull => TaskScheduler.Current as WorkflowInstance;

    public static new WorkflowInstance Current => CurrentOrNull ?? throw new InvalidOperationException("Not in workflow");

    public Activation Activation { get; private set; } = Activation.None;

    public bool AllHandlersFinished => Handlers.Running == 0;

    public CancellationToken CancellationToken => cancellation.Token;

    public string CurrentDetails { get; set; } = "";

    public WorkflowDefinition Definition => definition;

    public WorkflowInfo Info { get; }

    public object Instance => instance ??= CreateInstance();

    public ILogger Logger { get; }

    public DeterministicRandom Random { get; private set; }

    public IPayloadConverter PayloadConverter { get; }

    public IFailureConverter FailureConverter { get; }

    /// <summary>A query is being answered: nothing may be asked for, nothing awaited.</summary>
    public bool ReadOnly { get; private set; }

    public WorkflowState State { get; }

    public WorkflowHandlers Handlers { get; }

    public WorkflowTimers Timers { get; }

    public WorkflowActivities Activities { get; }

    public WorkflowChildren Children { get; }

    public WorkflowExternals Externals { get; }

    public WorkflowPatches Patches { get; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Wakes the workflow and lets it run until it waits. Throws when the workflow task is to fail.</summary>
    public IReadOnlyList<WorkflowCommand> Activate(Activation activation)
    {
        Activation = activation;
        activationFailure = null;
        WithoutSynchronizationContext(() =>
        {
            RunTask(() => ApplyAll(activation.Jobs));
            do
            {
                RunQueue();
            }
            while (activationFailure is null && Timers.HasConditions && ResolveCondition());
        });
        WorkflowCommand[] made = [.. commands];
        commands.Clear();
        return activationFailure is { } failure ? throw new ActivationFailedException(failure) : made;
    }

    public WorkflowQueryResult Query(WorkflowQuery query)
    {
        WorkflowQueryResult? result = null;
        ReadOnly = true;
        activationFailure = null;
        try
        {
            WithoutSynchronizationContext(() =>
            {
                RunTask(() => result = Handlers.Answer(query));
                RunQueue();
            });
        }
        finally
        {
            ReadOnly = false;
        }

        return result ?? Handlers.QueryFailure(activationFailure ?? new InvalidOperationException("The query gave no answer"));
    }

    public void Ask(WorkflowCommand command)
    {
        CheckWritable();
        commands.Add(command);
    }

    public void CheckWritable()
    {
        if (ReadOnly)
        {
            throw new InvalidOperationException("Cannot ask for anything that changes the workflow, nor wait, in this context");
        }
    }

    public Guid NewGuid()
    {
        var bytes = new byte[16];
        Random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes);
    }

    /// <summary>Fails the workflow task when the current activation is over.</summary>
    public void FailActivation(Exception failure) => activationFailure ??= failure;

    public void Enqueue(Func<Task> function) =>
        _ = Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.None, this);

    protected override IEnumerable<Task> GetScheduledTasks() => queue;

    protected override void QueueTask(Task task) => queue.AddLast(task);

    protected override bool TryDequeue(Task task) => queue.Remove(task);

    // Inlined tasks would overtake those queued before them.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private static void WithoutSynchronizationContext(Action action)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private void RunTask(Action action)
    {
        var task = new Task(() =>
        {
            try
            {
                action();
            }
            catch (Exception failure)
            {
                FailActivation(failure);
            }
        });
        task.Start(this);
        queue.RemoveLast();
        TryExecuteTask(task);
    }

    private void RunQueue()
    {
        while (queue.First is { } next)
        {
            queue.RemoveFirst();
            TryExecuteTask(next.Value);
        }
    }

    private bool ResolveCondition()
    {
        var resolved = false;
        RunTask(() => resolved = Timers.ResolveFirstCondition());
        return resolved;
    }

    private void ApplyAll(IReadOnlyList<Job> jobs)
    {
        foreach (var job in jobs)
        {
            Apply(job);
        }

        if (!mainQueued)
        {
            mainQueued = true;
            Enqueue(RunMainAsync);
        }
    }

    private void Apply(Job job)
    {
        switch (job)
        {
            case Job.Initialize:
                _ = Instance;
                break;
            case Job.NotifyHasPatch patch:
                Patches.Notify(patch.PatchId);
                break;
            case Job.UpdateRandomSeed seed:
                Random = new(seed.Seed);
                break;
            case Job.Signal signal:
                Handlers.Deliver(signal.Attributes);
                break;
            case Job.FireTimer timer:
                Timers.Fire(timer.Seq);
                break;
            case Job.ResolveActivity activity:
                Activities.Resolve(activity);
                break;
            case Job.ResolveChildStart child:
                Children.ResolveStart(child);
                break;
            case Job.ResolveChild child:
                Children.Resolve(child);
                break;
            case Job.ResolveExternalSignal signal:
                Externals.ResolveSignal(signal.Seq, signal.Failure);
                break;
            case Job.ResolveExternalCancel cancel:
                Externals.ResolveCancel(cancel.Seq, cancel.Failure);
                break;
            case Job.CancelWorkflow:
                Cancel();
                break;
            default:
                throw new InvalidOperationException($"Unknown job {job.GetType().Name}");
        }
    }

    // The callbacks of workflow code must run here and now, not on a pool thread.
    [SuppressMessage("Usage", "VSTHRD103", Justification = "CancelAsync leaves the deterministic scheduler")]
    private void Cancel() => cancellation.Cancel();

    private object CreateInstance()
    {
        arguments = definition.Dynamic
            ? [HandlerMethod.RawValues(start.Attributes.Input)]
            : HandlerMethod.Decode(definition.RunMethod, start.Attributes.Input, PayloadConverter);
        return definition.CreateWorkflowInstance(arguments);
    }
}
