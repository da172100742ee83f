using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Webhooks.Activities.Reconciling.Settings;

namespace Webhooks.Worker.Reconciling;

/// <summary>
/// Makes Temporal's schedules what the configuration says: one for each source that is reconciled, none for any other. Whether an operator
/// paused one is left alone.
/// </summary>
internal sealed partial class ReconciliationSchedules(
    ITemporalClient client, ReconcilerSettings settings, TimeProvider time, ILogger<ReconciliationSchedules> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Creates, changes and deletes; doing it again changes nothing.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        var wanted = settings.Sources.ToDictionary(source => ReconciliationSchedule.IdOf(source.Name), StringComparer.Ordinal);
        var there = client.ListSchedulesAsync(new ScheduleListOptions { Rpc = rpc }).Select(schedule => schedule.Id);
        await foreach (var id in there.Where(id => id.StartsWith(ReconciliationSchedule.Prefix, StringComparison.Ordinal) && !wanted.ContainsKey(id)))
        {
            await DeleteAsync(id, rpc);
        }

        foreach (var (id, source) in wanted)
        {
            await PutAsync(id, ReconciliationSchedule.Of(source, settings), rpc);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            try
            {
                await ApplyAsync(stoppingToken);
                return;
            }
            catch (RpcException failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Refused(logger, pause, failure.Code, failure.Message);
            }

            await Task.Delay(pause, time, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task PutAsync(string id, Schedule schedule, RpcOptions rpc)
    {
        try
        {
            await client.CreateScheduleAsync(id, schedule, new ScheduleOptions { Rpc = rpc });
            Log.Created(logger, id, settings.Interval);
        }
        catch (ScheduleAlreadyRunningException)
        {
            await client.GetScheduleHandle(id).UpdateAsync(current => new ScheduleUpdate(schedule with { State = current.Description.Schedule.State }), rpc);
        }
    }

    private async Task DeleteAsync(string id, RpcOptions rpc)
    {
        try
        {
            await client.GetScheduleHandle(id).DeleteAsync(rpc);
            Log.Deleted(logger, id);
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            // Another worker was faster.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Schedule {Id} is there, every {Interval}.")]
        public static partial void Created(ILogger logger, string id, TimeSpan interval);

        [LoggerMessage(2, LogLevel.Information, "Schedule {Id} is deleted: its source is not reconciled any more.")]
        public static partial void Deleted(ILogger logger, string id);

        [LoggerMessage(3, LogLevel.Error, "The schedules of reconciliation cannot be set; trying again in {Pause}. {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, TimeSpan pause, RpcException.StatusCode code, string reason);
    }
}
