using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>Calls made of others.</summary>
public static class ITemporalClientExtensions
{
    public static async Task<TResult> ExecuteWorkflowAsync<TWorkflow, TResult>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    public static async Task ExecuteWorkflowAsync<TWorkflow>(
        this ITemporalClient client, Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    public static async Task ExecuteWorkflowAsync(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync(rpcOptions: options.Rpc);
    }

    public static async Task<TResult> ExecuteWorkflowAsync<TResult>(
        this ITemporalClient client, string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        var handle = await client.StartWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>(rpcOptions: options.Rpc);
    }

    /// <summary>The whole history of each workflow the query finds.</summary>
    public static IAsyncEnumerable<WorkflowHistory> ListWorkflowHistoriesAsync(
        this ITemporalClient client,
        string query,
        WorkflowListOptions? listOptions = null,
        WorkflowHistoryEventFetchOptions? historyFetchOptions = null) => Histories(client, query, listOptions, historyFetchOptions);

    private static async IAsyncEnumerable<WorkflowHistory> Histories(
        ITemporalClient client,
        string query,
        WorkflowListOptions? listOptions,
        WorkflowHistoryEventFetchOptions? historyFetchOptions,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var execution in client.ListWorkflowsAsync(query, listOptions).WithCancellation(cancellationToken))
        {
            yield return await client.GetWorkflowHandle(execution.Id, execution.RunId).FetchHistoryAsync(historyFetchOptions);
        }
    }
}
