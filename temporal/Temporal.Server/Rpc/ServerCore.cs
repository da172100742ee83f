using Temporal.Grpc;
using Temporal.Server.Engine;
using Temporal.Server.Matching;
using Temporal.Server.Storage;
using Temporal.Server.Wire;

namespace Temporal.Server.Rpc;

/// <summary>What every call works with.</summary>
internal sealed class ServerCore
{
    public static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(60);

    /// <summary>An answer to a long poll is sent so long before the caller stops waiting for it.</summary>
    private static readonly TimeSpan TailRoom = TimeSpan.FromSeconds(1);

    public required EngineLoop Loop { get; init; }

    public required RunReader Reader { get; init; }

    public required TaskQueues Queues { get; init; }

    public required QueryDesk Queries { get; init; }

    public required EngineClock Clock { get; init; }

    public required CallChecks Checks { get; init; }

    /// <summary>Fires when the server stops: long polls end.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Most events in one page of a history.</summary>
    public int HistoryPageSize { get; init; } = 256;

    /// <summary>How long a call may be held: the server's own limit, or a little less than the caller's deadline.</summary>
    public TimeSpan Patience(GrpcServerCall call, TimeSpan longest)
    {
        if (call.Deadline is not { } deadline)
        {
            return longest;
        }

        var left = deadline - Clock.Time.GetUtcNow() - TailRoom;
        return TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, longest.Ticks));
    }

    /// <summary>Finds the run that a request names: by its run id, or the current one of the workflow id.</summary>
    /// <exception cref="GrpcException">There is none.</exception>
    public static Run Resolve(Transaction transaction, string ns, string workflowId, string runId)
    {
        var run = runId.Length == 0
            ? transaction.FindCurrent(ns, workflowId)
            : transaction.Find(new RunKey(ns, workflowId, runId));
        return run ?? throw Refusals.NoSuchRun(workflowId);
    }
}
