using Google.Protobuf;
using Temporal.Server.State;

namespace Temporal.Server.Engine;

/// <summary>Finds what a task token stands for, as long as it still stands for it.</summary>
internal static class TaskTokens
{
    /// <summary>All five parts must match: a completion that was applied once, or came too late, finds nothing.</summary>
    public static Run FindWorkflowTask(Transaction tx, ByteString token)
    {
        var claim = Parse(WorkflowTaskToken.Parser, token) ?? throw Errors.WorkflowTaskNotFound();
        var run = tx.Find(new RunKey(claim.Namespace, claim.WorkflowId, claim.RunId));
        if (run is { HasStartedWorkflowTask: true, State.WorkflowTask: { } task }
            && task.ScheduledEventId == claim.ScheduledEventId
            && task.StartedEventId == claim.StartedEventId
            && task.StartedTime.Equals(claim.StartedTime)
            && task.Attempt == claim.Attempt)
        {
            return run;
        }

        throw Errors.WorkflowTaskNotFound();
    }

    /// <summary>The started attempt that a token was given out for.</summary>
    public static (Run Run, PendingActivity Activity) FindActivity(Transaction tx, ByteString token)
    {
        var claim = Parse(ActivityTaskToken.Parser, token) ?? throw Errors.ActivityNotFound();
        if (tx.Find(new RunKey(claim.Namespace, claim.WorkflowId, claim.RunId)) is { IsOpen: true } run
            && run.State.Activities.TryGetValue(claim.ScheduledEventId, out var activity)
            && activity.StartedTime is not null
            && activity.Attempt == claim.Attempt
            && activity.ActivityId == claim.ActivityId)
        {
            return (run, activity);
        }

        throw Errors.ActivityNotFound();
    }

    public static (Run Run, PendingActivity Activity) FindActivityById(
        Transaction tx, string ns, string workflowId, string runId, string activityId)
    {
        var run = Runs.Require(tx, ns, workflowId, runId);
        var activity = run.IsOpen ? run.State.Activities.Values.FirstOrDefault(pending => pending.ActivityId == activityId) : null;
        return activity is null ? throw Errors.ActivityNotFound() : (run, activity);
    }

    private static T? Parse<T>(MessageParser<T> parser, ByteString token)
        where T : class, IMessage<T>
    {
        try
        {
            return token.IsEmpty ? null : parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            // Not a token of ours: the same answer as for one that is no longer valid.
            return null;
        }
    }
}
