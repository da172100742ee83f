using Google.Protobuf;
using Temporal.Server.Wire;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Rpc;

/// <summary>Finding and counting runs.</summary>
internal sealed class ListingCalls(ServerCore core)
{
    private const int LargestPage = 1000;

    public async Task<ListWorkflowExecutionsResponse> ListAsync(ListWorkflowExecutionsRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var query = Parse(request.Namespace, request.Query);
        if (query.GroupedByStatus)
        {
            throw ListingQuery.Invalid("GROUP BY is for counting only");
        }

        var size = request.PageSize is > 0 and < LargestPage ? request.PageSize : LargestPage;
        var (condition, values) = After(query, request.NextPageToken);
        var runs = await core.Reader.ListAsync(condition, values, size + 1, call.Cancelled).ConfigureAwait(false);
        var hasMore = runs.Count > size;
        var answer = new ListWorkflowExecutionsResponse { Executions = { runs.Take(size) } };
        if (hasMore)
        {
            answer.NextPageToken = Token(runs[size - 1]);
        }

        return answer;
    }

    public async Task<CountWorkflowExecutionsResponse> CountAsync(CountWorkflowExecutionsRequest request, GrpcServerCall call)
    {
        core.Checks.Namespace(request.Namespace);
        var query = Parse(request.Namespace, request.Query);
        var counts = await core.Reader.CountByStatusAsync(query.Condition, query.Values, call.Cancelled).ConfigureAwait(false);
        var answer = new CountWorkflowExecutionsResponse { Count = counts.Sum(item => item.Count) };
        if (query.GroupedByStatus)
        {
            answer.Groups.AddRange(counts.Select(item => new CountWorkflowExecutionsResponse.Types.AggregationGroup
            {
                GroupValues = { StatusPayload((WorkflowExecutionStatus)item.Status) },
                Count = item.Count,
            }));
        }

        return answer;
    }

    private ListingQuery Parse(string ns, string query) => ListingQuery.Parse(ns, query, core.Loop.Namespaces.SearchAttributes(ns));

    private static Payload StatusPayload(WorkflowExecutionStatus status) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("Keyword") },
        Data = ByteString.CopyFromUtf8($"\"{status}\""),
    };

    private static (string Condition, object?[] Values) After(ListingQuery query, ByteString token)
    {
        if (token.IsEmpty)
        {
            return (query.Condition, query.Values);
        }

        var last = ReadToken(token);
        var at = query.Values.Length;
        return (
            $"""
            {query.Condition}
            AND (coalesce(close_time, {long.MaxValue}), start_time) <= (?{at + 1}, ?{at + 2})
            AND ((coalesce(close_time, {long.MaxValue}), start_time) < (?{at + 1}, ?{at + 2}) OR run_id > ?{at + 3})
            """,
            [.. query.Values, last.CloseTicks, last.StartTicks, last.RunId]);
    }

    private static ByteString Token(WorkflowExecutionInfo last) => new ListPageToken
    {
        CloseTicks = last.CloseTime?.ToDateTimeOffset().UtcTicks ?? long.MaxValue,
        StartTicks = last.StartTime?.ToDateTimeOffset().UtcTicks ?? 0,
        RunId = last.Execution.RunId,
    }.ToByteString();

    private static ListPageToken ReadToken(ByteString token)
    {
        try
        {
            return ListPageToken.Parser.ParseFrom(token);
        }
        catch (InvalidProtocolBufferException)
        {
            throw Refusals.Invalid("Invalid NextPageToken.");
        }
    }
}
