using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Instances;
using Temporalio.Worker.Machines;

namespace Temporalio.Worker.Runs;

/// <summary>One run in this worker's memory. Takes one task at a time; after a failed one it must be thrown away.</summary>
internal sealed class WorkflowRun(InstanceSettings settings, RunIdentity identity)
{
    private readonly WorkflowMachines machines = new(identity);
    private WorkflowInstance? instance;

    public RunIdentity Identity => identity;

    public long LastEventId => machines.LastEventId;

    public bool Replaying => machines.Replaying;

    /// <summary>Ends when the thread of a deadlocked activation comes back.</summary>
    public Task Stuck { get; private set; } = Task.CompletedTask;

    public async Task<TaskOutcome> HandleAsync(WorkflowTask task, CancellationToken cancellationToken)
    {
        try
        {
            await CatchUpAsync(task, cancellationToken);
            var results = new Dictionary<string, WorkflowQueryResult>(StringComparer.Ordinal);
            foreach (var (id, query) in task.Queries)
            {
                results[id] = await QueryAsync(query);
            }

            return new TaskOutcome.Completed
            {
                Commands = task.LegacyQuery is null ? machines.UnsentCommands() : [],
                QueryResults = results,
                LegacyQueryResult = task.LegacyQuery is { } legacy ? await QueryAsync(legacy) : null,
                Metadata = machines.Flags.ToRecord(),
                Ends = machines.EndRequested || machines.Ended,
            };
        }
        catch (WorkflowNondeterminismException nondeterminism) when (FailsWorkflow(nondeterminism) && task.LegacyQuery is null)
        {
            return Ending(nondeterminism);
        }
        catch (WorkflowNondeterminismException nondeterminism)
        {
            return new TaskOutcome.Failed(WorkflowTaskFailedCause.NonDeterministicError, nondeterminism);
        }
        catch (ActivationFailedException failed)
        {
            return new TaskOutcome.Failed(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed.Cause);
        }
        catch (TemporalException failed) when (failed is not (RpcException or History.HistoryGapException))
        {
            return new TaskOutcome.Failed(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, failed);
        }
    }

    private async Task CatchUpAsync(WorkflowTask task, CancellationToken cancellationToken)
    {
        machines.BeginTask(task.PreviousStartedEventId);
        while (!machines.Ended && await task.History.TakeAsync(cancellationToken) is { } slice)
        {
            machines.Apply(slice, task.PreviousStartedEventId);
            while (machines.HasJobs)
            {
                await ActivateAsync();
            }
        }

        machines.EndReplay();
    }

    private async Task ActivateAsync()
    {
        var jobs = machines.TakeJobs();
        var activation = new Activation
        {
            Jobs = jobs,
            Timestamp = machines.Time,
            IsReplaying = machines.Replaying,
            HistoryLength = machines.LastEventId,
            HistorySizeBytes = machines.HistorySizeBytes,
            ContinueAsNewSuggested = machines.ContinueAsNewSuggested,
            SuggestedContinueAsNewReasons = [.. machines.SuggestedReasons.Select(reason => (Workflows.SuggestContinueAsNewReason)reason)],
        };
        instance ??= jobs.OfType<Job.Initialize>().FirstOrDefault() is { } start
            ? Create(start)
            : throw Nondeterminism.Fatal("history does not begin with the start of the run");
        settings.TaskStarting(new(instance.Definition, instance.Info));
        try
        {
            machines.Accept(await OnOwnThreadAsync(() => instance.Activate(activation)));
            settings.TaskCompleted(new(instance.Definition, instance.Info, null));
        }
        catch (Exception failure)
        {
            settings.TaskCompleted(new(instance.Definition, instance.Info, (failure as ActivationFailedException)?.Cause ?? failure));
            throw;
        }
    }

    private WorkflowInstance Create(Job.Initialize start)
    {
        try
        {
            return new(settings, identity, start, machines.Time);
        }
        catch (ApplicationFailureException unknownType)
        {
            throw new ActivationFailedException(unknownType);
        }
    }

    private async Task<WorkflowQueryResult> QueryAsync(WorkflowQuery query) => instance is { } asked
        ? await OnOwnThreadAsync(() => asked.Query(query))
        : new() { ResultType = QueryResultType.Failed, ErrorMessage = "The workflow has not had its first task yet" };

    private async Task<T> OnOwnThreadAsync<T>(Func<T> work)
    {
        if (settings.DeadlockLimit is not { } limit)
        {
            return await Task.Run(work, CancellationToken.None);
        }

        // Waiting for a free pool thread is not the workflow's fault, so the clock starts on the thread.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Task.Run(
            () =>
            {
                begun.SetResult();
                return work();
            },
            CancellationToken.None);
        await begun.Task;
        try
        {
            return await running.WaitAsync(limit, settings.Time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Stuck = running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw new ActivationFailedException(new InvalidOperationException(
                $"[TMPRL1101] Workflow with id {identity.WorkflowId} deadlocked after {limit.TotalSeconds:0.###}s"));
        }
    }

    private bool FailsWorkflow(Exception exception) =>
        settings.FailureTypes.Concat(instance?.Definition.FailureExceptionTypes ?? []).Any(type => type.IsInstanceOfType(exception));

    private TaskOutcome.Completed Ending(Exception exception)
    {
        var end = new Command
        {
            CommandType = CommandType.FailWorkflowExecution,
            FailWorkflowExecutionCommandAttributes = new()
            {
                Failure = settings.Converter.FailureConverter.ToFailure(exception, settings.Converter.PayloadConverter),
            },
        };
        return new()
        {
            Commands = [end],
            QueryResults = new Dictionary<string, WorkflowQueryResult>(StringComparer.Ordinal),
            Metadata = machines.Flags.ToRecord(),
            Ends = true,
        };
    }
}
