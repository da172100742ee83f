using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>
/// A workflow to talk to. Without a run id it is whatever run of the id is the newest at the time of each call.
/// </summary>
public record WorkflowHandle(
    ITemporalClient Client, string Id, string? RunId = null, string? ResultRunId = null, string? FirstExecutionRunId = null)
{
    public Task GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(followRuns, rpcOptions);

    /// <summary>Waits for the end of the run, and of the runs it continues as when asked to follow.</summary>
    /// <exception cref="Temporalio.Exceptions.WorkflowFailedException">It ended otherwise than completed.</exception>
    /// <exception cref="Temporalio.Exceptions.WorkflowContinuedAsNewException">It continued and runs are not followed.</exception>
    public virtual Task<TResult> GetResultAsync<TResult>(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        WorkflowResult.WaitAsync<TResult>(this, followRuns, rpcOptions);

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, WorkflowSignalOptions? options = null)
    {
        var (name, args) = WorkflowCalls.Signal(signalCall);
        return SignalAsync(name, args, options);
    }

    /// <summary>Returns when the server has stored the signal.</summary>
    public virtual Task SignalAsync(string signal, IReadOnlyCollection<object?> args, WorkflowSignalOptions? options = null) =>
        Client.OutboundInterceptor.SignalWorkflowAsync(new(Id, RunId, signal, args, options, null));

    /// <param name="queryCall">A call of a query method, or a read of a query property.</param>
    /// <param name="options">Reject condition and call options.</param>
    public Task<TQueryResult> QueryAsync<TWorkflow, TQueryResult>(
        Expression<Func<TWorkflow, TQueryResult>> queryCall, WorkflowQueryOptions? options = null)
    {
        var (name, args) = WorkflowCalls.Query(queryCall);
        return QueryAsync<TQueryResult>(name, args, options);
    }

    /// <exception cref="Temporalio.Exceptions.WorkflowQueryFailedException">The handler failed or is unknown.</exception>
    /// <exception cref="Temporalio.Exceptions.WorkflowQueryRejectedException">The reject condition held.</exception>
    public virtual Task<TQueryResult> QueryAsync<TQueryResult>(
        string query, IReadOnlyCollection<object?> args, WorkflowQueryOptions? options = null) =>
        Client.OutboundInterceptor.QueryWorkflowAsync<TQueryResult>(new(Id, RunId, query, args, options, null));

    public virtual Task<WorkflowExecutionDescription> DescribeAsync(WorkflowDescribeOptions? options = null) =>
        Client.OutboundInterceptor.DescribeWorkflowAsync(new(Id, RunId, options));

    /// <summary>Asks the workflow to cancel itself.</summary>
    public virtual Task CancelAsync(WorkflowCancelOptions? options = null) =>
        Client.OutboundInterceptor.CancelWorkflowAsync(new(Id, RunId, FirstExecutionRunId, options));

    /// <summary>Ends the workflow without asking it.</summary>
    public virtual Task TerminateAsync(string? reason = null, WorkflowTerminateOptions? options = null) =>
        Client.OutboundInterceptor.TerminateWorkflowAsync(new(Id, RunId, FirstExecutionRunId, reason, options));

    public virtual async Task<WorkflowHistory> FetchHistoryAsync(WorkflowHistoryEventFetchOptions? options = null)
    {
        var events = new List<HistoryEvent>();
        await foreach (var each in FetchHistoryEventsAsync(options))
        {
            events.Add(each);
        }

        return new(Id, events);
    }

    public virtual IAsyncEnumerable<HistoryEvent> FetchHistoryEventsAsync(WorkflowHistoryEventFetchOptions? options = null) =>
        Events(options ?? new());

    private async IAsyncEnumerable<HistoryEvent> Events(
        WorkflowHistoryEventFetchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (rpc, source) = (options.Rpc ?? new()).WithAdditionalCancellationToken(cancellationToken);
        using var linked = source;
        var filter = options.EventFilterType == HistoryEventFilterType.Unspecified ? HistoryEventFilterType.AllEvent : options.EventFilterType;
        WorkflowHistoryEventPage? page = null;
        do
        {
            page = await Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(
                new(Id, RunId, null, page?.NextPageToken, options.WaitNewEvent, filter, options.SkipArchival, rpc));
            foreach (var each in page.Events)
            {
                yield return each;
            }
        }
        while (page.NextPageToken is not null);
    }
}
