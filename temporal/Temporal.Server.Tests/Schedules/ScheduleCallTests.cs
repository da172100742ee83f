using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Grpc;
using Temporal.Server.Tests.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Schedules;

/// <summary>Over the wire.</summary>
public sealed class ScheduleCallTests
{
    [Fact]
    public async Task A_listing_goes_on_page_by_page_and_shows_each_once()
    {
        await using var server = await LiveServer.StartAsync();
        foreach (var id in new[] { "c", "a", "e", "b", "d" })
        {
            await CreateAsync(server, id);
        }

        var ids = new List<string>();
        var token = ByteString.Empty;
        do
        {
            var page = await server.CallAsync<ListSchedulesResponse>(
                new ListSchedulesRequest { Namespace = "default", MaximumPageSize = 2, NextPageToken = token });
            Assert.InRange(page.Schedules.Count, 1, 2);
            ids.AddRange(page.Schedules.Select(item => item.ScheduleId));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        Assert.Equal(["a", "b", "c", "d", "e"], ids);
    }

    [Fact]
    public async Task A_listing_shows_the_spec_in_its_canonical_form_and_what_comes_next()
    {
        await using var server = await LiveServer.StartAsync();
        await CreateAsync(server, "a", request =>
        {
            request.Schedule.Spec = SpecTimes.Cron("0 12 * * *");
            request.Schedule.State = new ScheduleState { Paused = true, Notes = "on leave" };
        });
        var info = Assert.Single((await server.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = "default" })).Schedules).Info;
        Assert.Empty(info.Spec.CronString);
        Assert.Equal(12, Assert.Single(info.Spec.StructuredCalendar).Hour.Single().Start);
        Assert.Equal(("type", "on leave", true, 5), (info.WorkflowType.Name, info.Notes, info.Paused, info.FutureActionTimes.Count));
    }

    [Theory]
    [InlineData("ScheduleId = 'red'", "red")]
    [InlineData("Colour = 'red'", "red")]
    [InlineData("Colour != 'red'", "green")]
    [InlineData("Colour IS NULL", "none")]
    [InlineData("TemporalSchedulePaused = true", "green")]
    [InlineData("TemporalSchedulePaused = false AND ScheduleId STARTS_WITH 'n'", "none")]
    public async Task A_listing_can_be_asked_by_search_attributes(string query, string expected)
    {
        await using var server = await LiveServer.StartAsync();
        await server.CallAsync<AddSearchAttributesResponse>(
            new AddSearchAttributesRequest { Namespace = "default", SearchAttributes = { ["Colour"] = IndexedValueType.Keyword } },
            service: "operatorservice.v1.OperatorService");
        await CreateAsync(server, "red", request => request.SearchAttributes = Colour("red"));
        await CreateAsync(server, "green", request =>
        {
            request.SearchAttributes = Colour("green");
            request.Schedule.State = new ScheduleState { Paused = true };
        });
        await CreateAsync(server, "none");
        var listed = await server.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = "default", Query = query });
        Assert.Equal([expected], listed.Schedules.Select(item => item.ScheduleId));
    }

    [Theory]
    [InlineData("StartTime > '2020-01-01T00:00:00Z'")]
    [InlineData("Nonsense = 1")]
    [InlineData("GROUP BY ExecutionStatus")]
    public async Task A_query_about_what_schedules_do_not_have_is_refused(string query)
    {
        await using var server = await LiveServer.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcException>(
            () => server.CallAsync<ListSchedulesResponse>(new ListSchedulesRequest { Namespace = "default", Query = query }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task An_unknown_schedule_is_not_found_whatever_is_asked_of_it()
    {
        await using var server = await LiveServer.StartAsync();
        Func<Task>[] calls =
        [
            () => server.CallAsync<DescribeScheduleResponse>(new DescribeScheduleRequest { Namespace = "default", ScheduleId = "x" }),
            () => server.CallAsync<PatchScheduleResponse>(new PatchScheduleRequest { Namespace = "default", ScheduleId = "x" }),
            () => server.CallAsync<DeleteScheduleResponse>(new DeleteScheduleRequest { Namespace = "default", ScheduleId = "x" }),
            () => server.CallAsync<UpdateScheduleResponse>(new UpdateScheduleRequest { Namespace = "default", ScheduleId = "x" }),
        ];
        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<GrpcException>(call);
            Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
            Assert.NotNull(refused.Detail<NotFoundFailure>());
        }
    }

    [Fact]
    public async Task Matching_times_are_those_of_the_range_with_both_ends()
    {
        await using var server = await LiveServer.StartAsync();
        await CreateAsync(server, "a", request => request.Schedule.Spec = SpecTimes.Cron("0 * * * *"));
        var answer = await server.CallAsync<ListScheduleMatchingTimesResponse>(new ListScheduleMatchingTimesRequest
        {
            Namespace = "default",
            ScheduleId = "a",
            StartTime = SpecTimes.At("2020-01-01 00:00:00").ToTimestamp(),
            EndTime = SpecTimes.At("2020-01-01 03:00:00").ToTimestamp(),
        });
        Assert.Equal(Enumerable.Range(0, 4).Select(hour => SpecTimes.At("2020-01-01").AddHours(hour)), answer.StartTime.Select(time => time.ToDateTimeOffset()));
    }

    [Fact]
    public async Task The_server_says_that_it_has_schedules()
    {
        await using var server = await LiveServer.StartAsync();
        Assert.True((await server.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest())).Capabilities.SupportsSchedules);
    }

    private static SearchAttributes Colour(string value) => new()
    {
        IndexedFields =
        {
            ["Colour"] = new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8($"\"{value}\"") },
        },
    };

    private static Task<CreateScheduleResponse> CreateAsync(LiveServer server, string id, Action<CreateScheduleRequest>? configure = null)
    {
        var request = new CreateScheduleRequest { Namespace = "default", ScheduleId = id, Schedule = ScheduleRig.Every(TimeSpan.FromDays(1)) };
        configure?.Invoke(request);
        return server.CallAsync<CreateScheduleResponse>(request);
    }
}
