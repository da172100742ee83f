using Google.Protobuf;
using Temporal.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Rpc;

public sealed class Listings : IAsyncLifetime
{
    private LiveServer _server = null!; // Set before each test.

    public async Task InitializeAsync()
    {
        _server = await LiveServer.StartAsync(options => options.SearchAttributes = new Dictionary<string, SearchAttributeType>
        {
            ["CustomKeyword"] = SearchAttributeType.Keyword,
            ["CustomText"] = SearchAttributeType.Text,
            ["CustomInt"] = SearchAttributeType.Int,
            ["CustomDouble"] = SearchAttributeType.Double,
            ["CustomBool"] = SearchAttributeType.Bool,
            ["CustomTime"] = SearchAttributeType.Datetime,
            ["CustomList"] = SearchAttributeType.KeywordList,
        });
        await _server.StartAsync("a", request => request.SearchAttributes = Attributes(
            ("CustomKeyword", "\"red\""),
            ("CustomText", "\"quick brown fox\""),
            ("CustomInt", "5"),
            ("CustomDouble", "1.5"),
            ("CustomBool", "true"),
            ("CustomTime", "\"2026-01-02T03:04:05Z\""),
            ("CustomList", "[\"x\",\"y\"]")));
        await _server.StartAsync("b", request => request.SearchAttributes = Attributes(("CustomKeyword", "\"blue\""), ("CustomInt", "7")));
        await _server.StartAsync("c", request => request.WorkflowType.Name = "other");
        await _server.CompleteAsync(await PollForAsync("c"), null, LiveServer.CompleteWorkflow());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("", "abc")]
    [InlineData("WorkflowId = 'a'", "a")]
    [InlineData("WorkflowId != \"a\"", "bc")]
    [InlineData("WorkflowId <> 'a' AND WorkflowType = 'type'", "b")]
    [InlineData("WorkflowType='other' or WorkflowId='a'", "ac")]
    [InlineData("NOT WorkflowId = 'a'", "bc")]
    [InlineData("not (WorkflowId = 'a' OR WorkflowId = 'b')", "c")]
    [InlineData("WorkflowId IN ('a', 'b')", "ab")]
    [InlineData("WorkflowId NOT IN ('a', 'b')", "c")]
    [InlineData("WorkflowId BETWEEN 'a' AND 'b'", "ab")]
    [InlineData("WorkflowType STARTS_WITH 'oth'", "c")]
    [InlineData("WorkflowType NOT STARTS_WITH 'oth'", "ab")]
    [InlineData("ExecutionStatus = 'Running'", "ab")]
    [InlineData("ExecutionStatus = 'Completed'", "c")]
    [InlineData("ExecutionStatus IN ('Completed', 'Failed')", "c")]
    [InlineData("CloseTime IS NULL", "ab")]
    [InlineData("CloseTime IS NOT NULL", "c")]
    [InlineData("StartTime > '2020-01-01T00:00:00Z'", "abc")]
    [InlineData("StartTime < '2020-01-01T00:00:00Z'", "")]
    [InlineData("StartTime > 1577836800000000000", "abc")]
    [InlineData("ExecutionDuration < '1h30m'", "c")]
    [InlineData("HistoryLength >= 5", "c")]
    [InlineData("TaskQueue = 'queue'", "abc")]
    [InlineData("`WorkflowId` = 'a'", "a")]
    [InlineData("CustomKeyword = 'red'", "a")]
    [InlineData("CustomKeyword != 'red'", "b")]
    [InlineData("CustomKeyword IN ('red', 'blue')", "ab")]
    [InlineData("CustomKeyword STARTS_WITH 'b'", "b")]
    [InlineData("CustomKeyword IS NULL", "c")]
    [InlineData("CustomKeyword IS NOT NULL", "ab")]
    [InlineData("CustomText = 'Brown bear'", "a")]
    [InlineData("CustomText = 'bro'", "")]
    [InlineData("CustomInt > 5", "b")]
    [InlineData("CustomInt BETWEEN 5 AND 7", "ab")]
    [InlineData("CustomDouble = 1.5", "a")]
    [InlineData("CustomBool = true", "a")]
    [InlineData("CustomBool = false", "")]
    [InlineData("CustomTime = '2026-01-02T04:04:05+01:00'", "a")]
    [InlineData("CustomList = 'y'", "a")]
    [InlineData("CustomList IN ('y', 'z')", "a")]
    [InlineData("CustomList != 'y'", "")]
    [InlineData("WorkflowId = 'it''s'", "")]
    [InlineData("WorkflowId = 'x\\' OR 1=1 --'", "")]
    public async Task Finds_what_the_query_says(string query, string expected)
    {
        var found = await ListAsync(query);
        Assert.Equal(expected, string.Concat(found.Executions.Select(item => item.Execution.WorkflowId).Order(StringComparer.Ordinal)));
        var count = await _server.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = "default", Query = query });
        Assert.Equal(expected.Length, count.Count);
    }

    [Theory]
    [InlineData("Nonsense = 'a'")]
    [InlineData("WorkflowId")]
    [InlineData("WorkflowId =")]
    [InlineData("WorkflowId = a")]
    [InlineData("WorkflowId = 'a' AND")]
    [InlineData("(WorkflowId = 'a'")]
    [InlineData("WorkflowId = 'a')")]
    [InlineData("WorkflowId = 'a")]
    [InlineData("WorkflowId ; 'a'")]
    [InlineData("WorkflowId = 'a' ORDER BY StartTime")]
    [InlineData("WorkflowId = 'a' LIMIT 5")]
    [InlineData("ExecutionStatus = 'Sleeping'")]
    [InlineData("ExecutionStatus > 'Running'")]
    [InlineData("StartTime > 'yesterday'")]
    [InlineData("HistoryLength = 'many'")]
    [InlineData("CustomText > 'a'")]
    [InlineData("CustomList > 'a'")]
    [InlineData("CustomInt STARTS_WITH '5'")]
    [InlineData("GROUP BY ExecutionStatus")]
    [InlineData("GROUP BY WorkflowType")]
    public async Task Refuses_what_it_does_not_understand(string query)
    {
        var refused = await Assert.ThrowsAsync<GrpcException>(() => ListAsync(query));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.StartsWith("invalid query: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_query_nested_without_end()
    {
        var refused = await Assert.ThrowsAsync<GrpcException>(() => ListAsync(new string('(', 5000)));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task Pages_through_everything_once_open_runs_first()
    {
        List<string> ids = [];
        var token = ByteString.Empty;
        do
        {
            var page = await ListAsync("", pageSize: 1, token);
            ids.Add(Assert.Single(page.Executions).Execution.WorkflowId);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        Assert.Equal(["b", "a", "c"], ids);
    }

    [Fact]
    public async Task Counts_by_status_running_first()
    {
        var answer = await _server.CallAsync<CountWorkflowExecutionsResponse>(
            new CountWorkflowExecutionsRequest { Namespace = "default", Query = "GROUP BY ExecutionStatus" });
        Assert.Equal(3, answer.Count);
        Assert.Equal(
            ["\"Running\" 2", "\"Completed\" 1"], answer.Groups.Select(group => $"{group.GroupValues[0].Data.ToStringUtf8()} {group.Count}"));
    }

    [Fact]
    public async Task Returned_search_attributes_name_their_type()
    {
        var found = await ListAsync("WorkflowId = 'a'");
        var attributes = Assert.Single(found.Executions).SearchAttributes.IndexedFields;
        Assert.Equal("Int", attributes["CustomInt"].Metadata["type"].ToStringUtf8());
    }

    private async Task<PollWorkflowTaskQueueResponse> PollForAsync(string id)
    {
        while (true)
        {
            var task = await _server.PollAsync();
            if (task.WorkflowExecution.WorkflowId == id)
            {
                return task;
            }
        }
    }

    private Task<ListWorkflowExecutionsResponse> ListAsync(string query, int pageSize = 0, ByteString? token = null) =>
        _server.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest
        {
            Namespace = "default", Query = query, PageSize = pageSize, NextPageToken = token ?? ByteString.Empty,
        });

    private static SearchAttributes Attributes(params (string Name, string Json)[] values)
    {
        var attributes = new SearchAttributes();
        foreach (var (name, json) in values)
        {
            attributes.IndexedFields[name] = new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8(json),
            };
        }

        return attributes;
    }
}
