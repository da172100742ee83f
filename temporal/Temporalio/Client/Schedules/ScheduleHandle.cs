using Temporalio.Client.Interceptors;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule to talk to. Every call throws <see cref="Exceptions.RpcException"/> with NotFound when there is none of the id.</summary>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    /// <param name="backfills">One at least.</param>
    /// <param name="rpcOptions">Call options.</param>
    public virtual Task BackfillAsync(IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.BackfillScheduleAsync(new BackfillScheduleInput(Id, backfills, rpcOptions));

    /// <summary>What it has started goes on.</summary>
    public virtual Task DeleteAsync(RpcOptions? rpcOptions = null) => Client.OutboundInterceptor.DeleteScheduleAsync(new(Id, rpcOptions));

    public virtual Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.DescribeScheduleAsync(new(Id, rpcOptions));

    public virtual Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.PauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Acts once now, paused or not.</summary>
    public virtual Task TriggerAsync(ScheduleTriggerOptions? options = null) =>
        Client.OutboundInterceptor.TriggerScheduleAsync(new(Id, options));

    public virtual Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UnpauseScheduleAsync(new(Id, note, rpcOptions));

    /// <inheritdoc cref="UpdateAsync(Func{ScheduleUpdateInput, Task{ScheduleUpdate?}}, RpcOptions?)"/>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    /// <summary>Replaces the schedule by what the updater makes of its description; null leaves it as it is. The last writer wins.</summary>
    public virtual Task UpdateAsync(Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UpdateScheduleAsync(new(Id, updater, rpcOptions));
}
