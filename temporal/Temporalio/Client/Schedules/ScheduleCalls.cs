using System.Runtime.CompilerServices;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Schedules;

/// <summary>The calls about schedules, as the innermost interceptor makes them.</summary>
internal sealed class ScheduleCalls(TemporalClient client)
{
    private string Namespace => client.Options.Namespace;

    private string Identity => client.Connection.Options.Identity ?? "";

    private DataConverter Converter => client.Options.DataConverter;

    public async Task<ScheduleHandle> CreateAsync(CreateScheduleInput input)
    {
        var options = input.Options ?? new();
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = input.Id,
            Schedule = await input.Schedule.ToProtoAsync(Namespace, Converter),
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
            Memo = await ScheduleValues.MemoAsync(Converter, options.Memo),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
        };
        if (options.TriggerImmediately || options.Backfills.Count > 0)
        {
            request.InitialPatch = new() { BackfillRequest = { options.Backfills.Select(each => each.ToProto()) } };
            if (options.TriggerImmediately)
            {
                request.InitialPatch.TriggerImmediately = new() { OverlapPolicy = input.Schedule.Policy.Overlap };
            }
        }

        try
        {
            await client.WorkflowService.CreateScheduleAsync(request, TemporalClient.DefaultRetryOptions(options.Rpc));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }

        return new(client, input.Id);
    }

    public async Task<ScheduleDescription> DescribeAsync(string id, RpcOptions? rpcOptions)
    {
        var response = await client.WorkflowService.DescribeScheduleAsync(
            new() { Namespace = Namespace, ScheduleId = id }, TemporalClient.DefaultRetryOptions(rpcOptions));
        return new(id, Schedule.FromProto(response.Schedule, Namespace, Converter), response, Converter);
    }

    public async Task UpdateAsync(UpdateScheduleInput input)
    {
        var description = await client.OutboundInterceptor.DescribeScheduleAsync(new(input.Id, input.RpcOptions));
        if (await input.Updater(new(description)) is not { } update)
        {
            return;
        }

        await client.WorkflowService.UpdateScheduleAsync(
            new()
            {
                Namespace = Namespace,
                ScheduleId = input.Id,
                Schedule = await update.Schedule.ToProtoAsync(Namespace, Converter),
                SearchAttributes = update.TypedSearchAttributes?.ToProto(),
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
            },
            TemporalClient.DefaultRetryOptions(input.RpcOptions));
    }

    public async Task PatchAsync(string id, SchedulePatch patch, RpcOptions? rpcOptions) => await client.WorkflowService.PatchScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = id, Patch = patch, Identity = Identity, RequestId = Guid.NewGuid().ToString() },
        TemporalClient.DefaultRetryOptions(rpcOptions));

    public async Task DeleteAsync(DeleteScheduleInput input) => await client.WorkflowService.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = input.Id, Identity = Identity }, TemporalClient.DefaultRetryOptions(input.RpcOptions));

    public async IAsyncEnumerable<ScheduleListDescription> ListAsync(
        ScheduleListOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (rpc, source) = (options?.Rpc ?? new()).WithAdditionalCancellationToken(cancellationToken);
        using var linked = source;
        var request = new ListSchedulesRequest { Namespace = Namespace, Query = options?.Query ?? "" };
        do
        {
            var page = await client.WorkflowService.ListSchedulesAsync(request, TemporalClient.DefaultRetryOptions(rpc));
            foreach (var entry in page.Schedules)
            {
                yield return new(entry, Converter);
            }

            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
    }
}
