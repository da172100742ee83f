using Google.Protobuf;
using Temporal.Server.Schedules;
using Temporal.Server.Wire;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>What clients ask of schedules.</summary>
internal sealed class ScheduleCalls(ServerCore core)
{
    private const int LargestPage = 1000;

    public Task<CreateScheduleResponse> CreateAsync(CreateScheduleRequest request, GrpcServerCall call)
    {
        Check(request.Namespace, request.ScheduleId);
        CallChecks.OptionalName(request.RequestId, "RequestId");
        core.Checks.Attributes(request.Namespace, request.SearchAttributes);
        return core.Loop.ExecuteAsync(transaction => ScheduleChanges.Create(transaction, request), CancellationToken.None);
    }

    public Task<UpdateScheduleResponse> UpdateAsync(UpdateScheduleRequest request, GrpcServerCall call)
    {
        Check(request.Namespace, request.ScheduleId);
        CallChecks.OptionalName(request.RequestId, "RequestId");
        core.Checks.Attributes(request.Namespace, request.SearchAttributes);
        return core.Loop.ExecuteAsync(transaction => ScheduleChanges.Update(transaction, request), CancellationToken.None);
    }

    public Task<PatchScheduleResponse> PatchAsync(PatchScheduleRequest request, GrpcServerCall call)
    {
        Check(request.Namespace, request.ScheduleId);
        CallChecks.OptionalName(request.RequestId, "RequestId");
        return core.Loop.ExecuteAsync(transaction => ScheduleChanges.Patch(transaction, request), CancellationToken.None);
    }

    public Task<DeleteScheduleResponse> DeleteAsync(DeleteScheduleRequest request, GrpcServerCall call)
    {
        Check(request.Namespace, request.ScheduleId);
        return core.Loop.ExecuteAsync(transaction => ScheduleChanges.Delete(transaction, request), CancellationToken.None);
    }

    public Task<DescribeScheduleResponse> DescribeAsync(DescribeScheduleRequest request, GrpcServerCall call)
    {
        Check(request.Namespace, request.ScheduleId);
        return core.Loop.ExecuteAsync(
            transaction => ScheduleViews.Describe(
                ScheduleChanges.Require(transaction, request.Namespace, request.ScheduleId), transaction.Now),
            CancellationToken.None);
    }

    public Task<ListScheduleMatchingTimesResponse> ListMatchingTimesAsync(ListScheduleMatchingTimesRequest request, GrpcServerCall call)
    {
        Check(request.Namespace, request.ScheduleId);
        var from = ScheduleChecks.Time(request.StartTime, "StartTime");
        var to = ScheduleChecks.Time(request.EndTime, "EndTime");
        return core.Loop.ExecuteAsync(
            transaction => ScheduleViews.Matching(ScheduleChanges.Require(transaction, request.Namespace, request.ScheduleId), from, to),
            CancellationToken.None);
    }

    public async Task<ListSchedulesResponse> ListAsync(ListSchedulesRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var query = ListingQuery.ParseForSchedules(request.Namespace, request.Query, core.Loop.Namespaces.SearchAttributes(request.Namespace));
        if (query.GroupedByStatus)
        {
            throw ListingQuery.Invalid("schedules cannot be grouped");
        }

        var size = request.MaximumPageSize is > 0 and < LargestPage ? request.MaximumPageSize : LargestPage;
        var schedules = await core.Reader.SchedulesAsync(
            $"{query.Condition} AND schedule_id > ?{query.Values.Length + 1}",
            [.. query.Values, After(request.NextPageToken)],
            size + 1,
            call.Cancelled).ConfigureAwait(false);
        var now = core.Clock.Now;
        var answer = new ListSchedulesResponse { Schedules = { schedules.Take(size).Select(schedule => ScheduleViews.Listed(schedule, now)) } };
        if (schedules.Count > size)
        {
            answer.NextPageToken = new SchedulePageToken { ScheduleId = schedules[size - 1].Key.ScheduleId }.ToByteString();
        }

        return answer;
    }

    private static string After(ByteString token)
    {
        try
        {
            return SchedulePageToken.Parser.ParseFrom(token).ScheduleId;
        }
        catch (InvalidProtocolBufferException)
        {
            throw Refusals.Invalid("Invalid NextPageToken.");
        }
    }

    private void Check(string ns, string scheduleId)
    {
        core.Checks.Namespace(ns);
        CallChecks.Name(scheduleId, "ScheduleId");
    }
}
