using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Webhooks.Worker.Schedules;

/// <summary>Applies all schedules once, when the worker starts, and tries until Temporal takes them.</summary>
internal sealed partial class ScheduleUpkeep(ITemporalClient client, IEnumerable<ScheduleSet> sets, TimeProvider time, ILogger<ScheduleUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            try
            {
                foreach (var set in sets)
                {
                    Tell(await ScheduleApplication.ApplyAsync(client, set, stoppingToken));
                }

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

    private void Tell(IEnumerable<ScheduleChange> changes)
    {
        foreach (var change in changes.Where(change => change.Kind != ScheduleChangeKind.Updated))
        {
            if (change.Kind == ScheduleChangeKind.Created)
            {
                Log.Created(logger, change.Id);
            }
            else
            {
                Log.Deleted(logger, change.Id);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Schedule {Id} is there.")]
        public static partial void Created(ILogger logger, string id);

        [LoggerMessage(2, LogLevel.Information, "Schedule {Id} is deleted: the configuration has it no more.")]
        public static partial void Deleted(ILogger logger, string id);

        [LoggerMessage(3, LogLevel.Error, "Schedules cannot be set; trying again in {Pause}. {Code}: {Reason}")]
        public static partial void Refused(ILogger logger, TimeSpan pause, RpcException.StatusCode code, string reason);
    }
}

internal static class ScheduleUpkeepSetup
{
    public static void AddSchedules(this IServiceCollection services, ScheduleSet set)
    {
        services.AddSingleton(set);
        services.AddHostedService<ScheduleUpkeep>(); // One for all sets: the same again is not added.
    }
}
