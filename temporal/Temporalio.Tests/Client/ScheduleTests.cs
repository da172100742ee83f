using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Tests.Worker;

namespace Temporalio.Tests.Client;

/// <summary>Schedules by the client on the embedded server, without any worker.</summary>
public sealed class ScheduleTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    private static readonly SearchAttributeKey<string> Colour = SearchAttributeKey.CreateKeyword("CustomKeywordField");

    private readonly string id = $"schedule-{Guid.NewGuid()}";

    private TemporalClient Client => server.Client;

    [Fact]
    public async Task A_schedule_is_described_as_it_was_made_with_cron_as_calendars()
    {
        var schedule = Paused() with
        {
            Spec = new()
            {
                Calendars = [new() { Hour = [new(2, 7)], Comment = "early" }],
                Intervals = [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5))],
                CronExpressions = ["CRON_TZ=Europe/Berlin 30 8 * * mon-fri"],
                Skip = [new() { Year = [new(2030)] }],
                Jitter = TimeSpan.FromSeconds(80),
                StartAt = new(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                EndAt = new(2041, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            },
            Policy = new() { Overlap = ScheduleOverlapPolicy.BufferOne, CatchupWindow = TimeSpan.FromMinutes(5), PauseOnFailure = true },
            State = new() { Paused = true, Note = "not yet", LimitedActions = true, RemainingActions = 30 },
        };
        var handle = await Client.CreateScheduleAsync(id, schedule, new()
        {
            Memo = new Dictionary<string, object> { ["owner"] = "ops" },
            TypedSearchAttributes = new SearchAttributeCollection.Builder().Set(Colour, "red").ToSearchAttributeCollection(),
        });

        var described = await handle.DescribeAsync();

        Assert.Equal(id, described.Id);
        Assert.Equal(schedule.Policy, described.Schedule.Policy);
        Assert.Equal(schedule.State, described.Schedule.State);
        Assert.Equal("ops", await described.Memo["owner"].ToValueAsync<string>());
        Assert.Equal("red", described.TypedSearchAttributes.Get(Colour));
        var spec = described.Schedule.Spec;
        Assert.Empty(spec.CronExpressions);
        Assert.Equal(
            (schedule.Spec.StartAt, schedule.Spec.EndAt, schedule.Spec.Jitter, "Europe/Berlin"), (spec.StartAt, spec.EndAt, spec.Jitter, spec.TimeZoneName));
        Assert.Equal(schedule.Spec.Intervals, spec.Intervals);
        var (given, cron) = (spec.Calendars.First(), spec.Calendars.Last());
        Assert.Equal("early", given.Comment);
        Assert.Equal([new ScheduleRange(2, 7)], given.Hour);
        Assert.Equal(ScheduleCalendarSpec.AllMonthDays, given.DayOfMonth);
        Assert.Equal([new ScheduleRange(30)], cron.Minute);
        Assert.Equal([new ScheduleRange(8)], cron.Hour);
        Assert.Equal([new ScheduleRange(1, 5)], cron.DayOfWeek);
        Assert.Equal([new ScheduleRange(2030)], spec.Skip.Single().Year);
        var action = Assert.IsType<ScheduleActionStartWorkflow>(described.Schedule.Action);
        Assert.Equal(("Ship", "ship-" + id, "queue"), (action.Workflow, action.Options.Id, action.Options.TaskQueue));
        Assert.Equal("o-1", await Assert.IsAssignableFrom<IEncodedRawValue>(action.Args.Single()).ToValueAsync<string>());
        Assert.Equal(10, described.Info.NextActionTimes.Count);
        Assert.Equal(DateTimeKind.Utc, described.Info.CreatedAt.Kind);
        Assert.Null(described.Info.LastUpdatedAt);
    }

    [Fact]
    public async Task A_second_schedule_of_the_same_id_is_refused()
    {
        await Client.CreateScheduleAsync(id, Paused());
        await Assert.ThrowsAsync<ScheduleAlreadyRunningException>(() => Client.CreateScheduleAsync(id, Paused()));
    }

    [Fact]
    public async Task A_pause_and_its_end_leave_their_notes()
    {
        var handle = await Client.CreateScheduleAsync(id, Paused() with { State = new() });
        await handle.PauseAsync();
        Assert.Equal((true, "Paused via .NET SDK"), await StateAsync(handle));
        await handle.UnpauseAsync();
        Assert.Equal((false, "Unpaused via .NET SDK"), await StateAsync(handle));
        await handle.PauseAsync("holidays");
        Assert.Equal((true, "holidays"), await StateAsync(handle));
    }

    [Fact]
    public async Task A_trigger_starts_the_workflow_with_its_arguments()
    {
        var handle = await Client.CreateScheduleAsync(id, Paused());
        await handle.TriggerAsync();

        var info = (await handle.DescribeAsync()).Info;

        Assert.Equal(1, info.NumActions);
        var execution = Assert.IsType<ScheduleActionExecutionStartWorkflow>(Assert.Single(info.RunningActions));
        Assert.Equal(execution, Assert.Single(info.RecentActions).Action);
        Assert.StartsWith($"ship-{id}-20", execution.WorkflowId, StringComparison.Ordinal);
        var started = (await Client.GetWorkflowHandle(execution.WorkflowId, execution.FirstExecutionRunId).FetchHistoryAsync()).Events.First();
        Assert.Equal("\"o-1\"", started.WorkflowExecutionStartedEventAttributes.Input.Payloads_.Single().Data.ToStringUtf8());
        Assert.Equal("kept", await (await Client.GetWorkflowHandle(execution.WorkflowId).DescribeAsync()).Memo["note"].ToValueAsync<string>());
    }

    [Fact]
    public async Task A_schedule_made_with_trigger_and_backfill_acts_for_all_of_them()
    {
        var from = new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        var handle = await Client.CreateScheduleAsync(id, Paused(ScheduleOverlapPolicy.AllowAll), new()
        {
            TriggerImmediately = true,
            Backfills = [new(from, from.AddHours(1))],
        });
        await handle.BackfillAsync([new(from.AddDays(1), from.AddDays(1).AddHours(2), ScheduleOverlapPolicy.AllowAll)]);

        Assert.Equal(6, (await handle.DescribeAsync()).Info.NumActions);
        await Client.GetWorkflowHandle($"ship-{id}-2025-06-01T01:00:00Z").DescribeAsync();
        await Client.GetWorkflowHandle($"ship-{id}-2025-06-02T02:00:00Z").DescribeAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => handle.BackfillAsync([]));
    }

    [Fact]
    public async Task An_update_changes_what_the_updater_changes_and_keeps_encoded_values()
    {
        var handle = await Client.CreateScheduleAsync(id, Paused());
        await handle.UpdateAsync(_ => (ScheduleUpdate?)null);
        Assert.Null((await handle.DescribeAsync()).Info.LastUpdatedAt);

        await handle.UpdateAsync(input => new ScheduleUpdate(
            input.Description.Schedule with { Spec = new() { Intervals = [new(TimeSpan.FromDays(2))] } },
            new SearchAttributeCollection.Builder().Set(Colour, "green").ToSearchAttributeCollection()));

        var described = await handle.DescribeAsync();
        Assert.Equal(TimeSpan.FromDays(2), described.Schedule.Spec.Intervals.Single().Every);
        Assert.Equal("green", described.TypedSearchAttributes.Get(Colour));
        Assert.NotNull(described.Info.LastUpdatedAt);
        var action = (ScheduleActionStartWorkflow)described.Schedule.Action;
        Assert.Equal("o-1", await ((IEncodedRawValue)action.Args.Single()!).ToValueAsync<string>()); // There, by the line above it.
        Assert.Equal("kept", await ((IEncodedRawValue)action.Options.Memo!["note"]).ToValueAsync<string>()); // As created.
    }

    [Fact]
    public async Task A_deleted_schedule_is_not_found()
    {
        var handle = await Client.CreateScheduleAsync(id, Paused());
        await handle.DeleteAsync();
        var e = await Assert.ThrowsAsync<RpcException>(() => handle.DescribeAsync());
        Assert.Equal(RpcException.StatusCode.NotFound, e.Code);
    }

    [Fact]
    public async Task A_listing_finds_schedules_by_query()
    {
        var colour = new SearchAttributeCollection.Builder().Set(Colour, id).ToSearchAttributeCollection();
        for (var each = 0; each < 3; each++)
        {
            await Client.CreateScheduleAsync($"{id}-{each}", Paused(), new() { TypedSearchAttributes = colour });
        }

        var listed = new List<ScheduleListDescription>();
        await foreach (var each in Client.ListSchedulesAsync(new() { Query = $"CustomKeywordField = '{id}'" }))
        {
            listed.Add(each);
        }

        Assert.Equal([$"{id}-0", $"{id}-1", $"{id}-2"], listed.Select(each => each.Id));
        Assert.All(listed, each => Assert.Equal(new ScheduleListActionStartWorkflow("Ship"), each.Schedule?.Action));
        Assert.All(listed, each => Assert.True(each.Schedule?.State.Paused));
    }

    [Fact]
    public async Task What_a_schedules_workflow_cannot_have_is_refused_before_it_is_sent()
    {
        Action<WorkflowOptions>[] faults =
        [
            options => options.Id = null,
            options => options.TaskQueue = null,
            options => options.IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            options => options.IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            options => options.CronSchedule = "* * * * *",
            options => options.SignalWithStart("deliver", []),
            options => options.Rpc = new(),
        ];
        foreach (var fault in faults)
        {
            var schedule = Paused();
            fault(((ScheduleActionStartWorkflow)schedule.Action).Options);
            await Assert.ThrowsAsync<ArgumentException>(() => Client.CreateScheduleAsync(id, schedule));
        }
    }

    [Fact]
    public async Task Times_that_are_not_utc_are_refused()
    {
        var handle = await Client.CreateScheduleAsync(id, Paused());
        var local = new DateTime(2025, 6, 1, 0, 0, 0, DateTimeKind.Local);
        await Assert.ThrowsAsync<ArgumentException>(() => handle.BackfillAsync([new(local, local)]));
    }

    private static async Task<(bool Paused, string? Note)> StateAsync(ScheduleHandle handle)
    {
        var state = (await handle.DescribeAsync()).Schedule.State;
        return (state.Paused, state.Note);
    }

    /// <summary>Hourly, and acting only when told to.</summary>
    private Schedule Paused(ScheduleOverlapPolicy overlap = ScheduleOverlapPolicy.Skip) => new(
        ScheduleActionStartWorkflow.Create("Ship", ["o-1"], new("ship-" + id, "queue") { Memo = new Dictionary<string, object> { ["note"] = "kept" } }),
        new() { Intervals = [new(TimeSpan.FromHours(1))] })
    {
        Policy = new() { Overlap = overlap },
        State = new() { Paused = true },
    };
}
