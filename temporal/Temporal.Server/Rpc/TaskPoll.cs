using Temporal.Grpc;
using Temporal.Server.Matching;
using Temporal.Server.Wire;

namespace Temporal.Server.Rpc;

/// <summary>The long poll for tasks: waits, starts what it is handed, waits on when that was stale, and gives back what it cannot use.</summary>
internal static class TaskPoll
{
    /// <returns>Null when there was no task: the caller answers with an empty message.</returns>
    public static async Task<TAnswer?> RunAsync<TAnswer>(
        ServerCore core, QueueKey queue, Poller poller, GrpcServerCall call, Func<OfferedTask, CancellationToken, Task<TAnswer?>> start)
        where TAnswer : class
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(call.Cancelled, core.Stopping);
        var begun = core.Clock.Time.GetTimestamp();
        var patience = core.Patience(call, ServerCore.LongestPoll);
        while (true)
        {
            var left = patience - core.Clock.Time.GetElapsedTime(begun);
            var task = await core.Queues.PollAsync(queue, poller, left > TimeSpan.Zero ? left : TimeSpan.Zero, gone.Token).ConfigureAwait(false);
            if (core.Stopping.IsCancellationRequested)
            {
                if (task is not null)
                {
                    core.Queues.Return(queue, task);
                }

                throw Refusals.Stopping();
            }

            if (task is null)
            {
                return null;
            }

            try
            {
                if (await start(task, gone.Token).ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                // The client left between the hand-over and the start, so nothing was started: the next one in line gets it.
                core.Queues.Return(queue, task);
                return null;
            }
            catch (GrpcException e) when (e.Code == GrpcStatusCode.Unavailable)
            {
                core.Queues.Return(queue, task);
                throw;
            }
        }
    }
}
