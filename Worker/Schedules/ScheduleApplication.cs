using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;

namespace Webhooks.Worker.Schedules;

/// <summary>Makes Temporal's schedules what the configuration says. Whether an operator paused one is left alone.</summary>
public static class ScheduleApplication
{
    /// <summary>Creates, changes and deletes; doing it again changes nothing.</summary>
    /// <exception cref="RpcException">Temporal cannot, or will not; what was done until then stays done.</exception>
    public static async Task<IReadOnlyList<ScheduleChange>> ApplyAsync(ITemporalClient client, ScheduleSet set, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(set);
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        List<ScheduleChange> changes = [];
        var there = client.ListSchedulesAsync(new ScheduleListOptions { Rpc = rpc }).Select(schedule => schedule.Id);
        await foreach (var id in there.Where(id => id.StartsWith(set.Prefix, StringComparison.Ordinal) && !set.Wanted.ContainsKey(id)))
        {
            if (await DeleteAsync(client, id, rpc))
            {
                changes.Add(new ScheduleChange(id, ScheduleChangeKind.Deleted));
            }
        }

        foreach (var (id, schedule) in set.Wanted.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            changes.Add(new ScheduleChange(id, await PutAsync(client, id, schedule, rpc)));
        }

        return changes;
    }

    private static async Task<ScheduleChangeKind> PutAsync(ITemporalClient client, string id, Schedule schedule, RpcOptions rpc)
    {
        try
        {
            await client.CreateScheduleAsync(id, schedule, new ScheduleOptions { Rpc = rpc });
            return ScheduleChangeKind.Created;
        }
        catch (ScheduleAlreadyRunningException)
        {
            await client.GetScheduleHandle(id).UpdateAsync(current => new ScheduleUpdate(schedule with { State = current.Description.Schedule.State }), rpc);
            return ScheduleChangeKind.Updated;
        }
    }

    /// <returns>False when another worker was faster.</returns>
    private static async Task<bool> DeleteAsync(ITemporalClient client, string id, RpcOptions rpc)
    {
        try
        {
            await client.GetScheduleHandle(id).DeleteAsync(rpc);
            return true;
        }
        catch (RpcException failure) when (failure.Code == RpcException.StatusCode.NotFound)
        {
            return false;
        }
    }
}
