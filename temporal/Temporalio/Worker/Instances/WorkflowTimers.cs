using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Instances;

/// <summary>Timers and conditions workflow code waits for.</summary>
internal sealed class WorkflowTimers(WorkflowInstance run)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<uint, Action> running = [];
    private readonly LinkedList<Condition> conditions = new();
    private uint lastSeq;

    public bool HasConditions => conditions.Count > 0;

    public Task DelayAsync(DelayOptions options)
    {
        run.CheckWritable();
        CheckDuration(options.Delay);
        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled(token);
        }

        var done = new TaskCompletionSource();
        var registration = default(CancellationTokenRegistration);
        var seq = Start(options.Delay, options.Summary, () =>
        {
            registration.Dispose();
            done.TrySetResult();
        });
        registration = token.Register(() =>
        {
            Stop(seq);
            done.TrySetCanceled(token);
        });
        return done.Task;
    }

    public Task<bool> WaitConditionAsync(WaitConditionOptions options)
    {
        run.CheckWritable();
        if (options.Timeout is { } limit)
        {
            CheckDuration(limit);
        }

        var token = options.CancellationToken ?? run.CancellationToken;
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(token);
        }

        var condition = new Condition(options.ConditionCheck);
        var node = conditions.AddLast(condition);
        if (options.Timeout is { } timeout)
        {
            condition.Timer = Start(timeout, options.TimeoutSummary, () =>
            {
                Forget(node);
                condition.Done.TrySetResult(false);
            });
        }

        condition.Registration = token.Register(() =>
        {
            Forget(node);
            Stop(condition.Timer);
            condition.Done.TrySetCanceled(token);
        });
        return condition.Done.Task;
    }

    public void Fire(uint seq)
    {
        if (running.Remove(seq, out var fired))
        {
            fired();
        }
    }

    /// <summary>Only the first true condition is resolved: what follows from it may make the next one false.</summary>
    public bool ResolveFirstCondition()
    {
        for (var node = conditions.First; node is not null; node = node.Next)
        {
            var condition = node.Value;
            try
            {
                if (!condition.Check())
                {
                    continue;
                }

                Forget(node);
                Stop(condition.Timer);
                condition.Done.TrySetResult(true);
            }
            catch (Exception failure)
            {
                Forget(node);
                Stop(condition.Timer);
                condition.Done.TrySetException(failure);
            }

            return true;
        }

        return false;
    }

    private static void CheckDuration(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero && duration != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException("A delay cannot be negative");
        }
    }

    /// <summary>Null for an infinite delay, which no timer measures.</summary>
    private uint? Start(TimeSpan delay, string? summary, Action fired)
    {
        if (delay == Timeout.InfiniteTimeSpan)
        {
            return null;
        }

        var seq = ++lastSeq;
        var command = new Command
        {
            CommandType = CommandType.StartTimer,
            StartTimerCommandAttributes = new()
            {
                TimerId = seq.ToString(),
                StartToFireTimeout = Duration.FromTimeSpan(delay < Shortest ? Shortest : delay),
            },
            UserMetadata = CommandMetadata.Of(run.PayloadConverter, summary),
        };
        run.Ask(new WorkflowCommand.StartTimer(seq, command));
        running.Add(seq, fired);
        return seq;
    }

    private void Stop(uint? seq)
    {
        if (seq is { } started && running.Remove(started))
        {
            run.Ask(new WorkflowCommand.CancelTimer(started));
        }
    }

    private void Forget(LinkedListNode<Condition> node)
    {
        if (node.List is not null)
        {
            conditions.Remove(node);
        }

        node.Value.Registration.Dispose();
    }

    private sealed class Condition(Func<bool> check)
    {
        public Func<bool> Check { get; } = check;

        public TaskCompletionSource<bool> Done { get; } = new();

        public uint? Timer { get; set; }

        public CancellationTokenRegistration Registration { get; set; }
    }
}
