using System.Diagnostics.Tracing;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Instances;

/// <summary>
/// Sees workflow code leave its scheduler: a task on another scheduler, a timer or a pool thread. Such a call would give
/// another order on replay, so it fails the workflow task. One listener serves the process while any worker runs workflows.
/// </summary>
internal sealed class IllegalCallListener : EventListener
{
    private const EventKeywords Tasks = (EventKeywords)2;
    private const EventKeywords ThreadTransfer = (EventKeywords)0x10;
    private const int FirstTaskEvent = 7;
    private const int LastTaskEvent = 11;
    private const int ThreadTransferTask = 3;

    private static readonly Lock Gate = new();
    private static IllegalCallListener? current;
    private static int users;

    [ThreadStatic]
    private static int suppressed;

    private IllegalCallListener()
    {
    }

    public static IDisposable Listen()
    {
        lock (Gate)
        {
            users++;
            current ??= new();
        }

        return new Use(() =>
        {
            lock (Gate)
            {
                users--;
                if (users == 0)
                {
                    current?.Dispose();
                    current = null;
                }
            }
        });
    }

    public static IDisposable Suppress()
    {
        suppressed++;
        return new Use(() => suppressed--);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Threading.Tasks.TplEventSource")
        {
            EnableEvents(eventSource, EventLevel.Informational, Tasks);
        }
        else if (eventSource.Name == "System.Diagnostics.Eventing.FrameworkEventSource")
        {
            EnableEvents(eventSource, EventLevel.Informational, ThreadTransfer);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (WorkflowInstance.CurrentOrNull is not { } run || suppressed > 0)
        {
            return;
        }

        var leaves = eventData.EventSource.Name == "System.Threading.Tasks.TplEventSource"
            ? eventData.EventId is >= FirstTaskEvent and <= LastTaskEvent && eventData.Payload is [int scheduler, ..] && scheduler != run.Id
            : (int)eventData.Task == ThreadTransferTask;
        if (leaves)
        {
            run.FailActivation(new InvalidWorkflowSchedulerException(
                "Workflow code left its task scheduler, for example by Task.Run, Task.Delay or ConfigureAwait(false)",
                Environment.StackTrace));
        }
    }

    private sealed class Use(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
    }
}
