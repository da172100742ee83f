using System.CommandLine;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Worker.Schedules;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules list</c></summary>
internal static class ListSchedules
{
    private const int ShownRuns = 2;

    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var command = new Command("list", "Lists the product's schedules: when they start next, what they started last, whether they are paused.");
        folder.AddConfigTo(command);
        command.Run(async (parsed, output, cancellationToken) => await RunAsync(await ConnectedTemporal.OpenAsync(folder.Configuration(parsed)), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ITemporalClient client, TextWriter output, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        var ids = await client.ListSchedulesAsync(new ScheduleListOptions { Rpc = rpc })
            .Select(schedule => schedule.Id)
            .Where(id => id.StartsWith(ProductSchedules.Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToListAsync(cancellationToken);
        var table = new Table("ID", "NEXT", "LAST", "RUNNING", "MISSED", "PAUSED", "NOTE");
        foreach (var id in ids)
        {
            // A listing may be behind; the description is not.
            var description = await client.GetScheduleHandle(id).DescribeAsync(rpc);
            var (info, state) = (description.Info, description.Schedule.State);
            table.Add(
                id,
                state.Paused ? null : Moments(info.NextActionTimes.Take(ShownRuns)),
                Moments(info.RecentActions.TakeLast(ShownRuns).Select(action => action.ScheduledAt)),
                $"{info.RunningActions.Count}",
                $"{info.NumActionsMissedCatchupWindow}",
                state.Paused ? "yes" : "no",
                state.Note);
        }

        await table.WriteAsync(output);
        return ExitCodes.Success;
    }

    private static string? Moments(IEnumerable<DateTime> moments) => string.Join(", ", moments.Select(moment => $"{moment:yyyy-MM-dd HH:mm}Z")) is { Length: > 0 } text ? text : null;
}
