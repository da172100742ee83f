using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Webhooks.Activities.Reports.Settings;
using Webhooks.Contracts;
using Webhooks.Contracts.Reports;
using Webhooks.Worker.Schedules;

namespace Webhooks.Worker.Reports;

/// <summary>The schedules of the roll-ups. They start what finds out which periods are due; the reports' own workflows have the ids of their periods.</summary>
internal static class ReportSchedules
{
    public const string Prefix = "webhooks-reports-";
    public const string DailyId = Prefix + "daily";
    public const string WeeklyId = Prefix + "weekly";
    public const string AmendmentsId = Prefix + "amendments";

    /// <summary>One that takes longer hangs, and those behind it wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    public static ScheduleSet Of(ReportSettings settings)
    {
        Dictionary<string, Schedule> wanted = new(StringComparer.Ordinal);
        if (settings.Daily is { IsEnabled: true } daily)
        {
            wanted[DailyId] = Calendar(DueReports.Daily, settings, daily.CutOff, daily.HasWeekends ? new ScheduleRange(0, 6) : new ScheduleRange(1, 5));
            wanted[AmendmentsId] = new Schedule(Start(DueReports.Amendments), new ScheduleSpec { Intervals = [new ScheduleIntervalSpec(settings.Amendments.Interval)] })
            {
                // The next one looks at all that this one would have looked at.
                Policy = new SchedulePolicy { Overlap = ScheduleOverlapPolicy.Skip, CatchupWindow = TimeSpan.FromMinutes(1) },
            };
        }

        if (settings.Weekly is { IsEnabled: true } weekly)
        {
            wanted[WeeklyId] = Calendar(DueReports.Weekly, settings, weekly.CutOff, new ScheduleRange((int)weekly.Day));
        }

        return new ScheduleSet { Prefix = Prefix, Wanted = wanted };
    }

    /// <summary>Each period has its report, so one that was missed or must wait is made up for.</summary>
    private static Schedule Calendar(DueReports due, ReportSettings settings, TimeOnly cutOff, ScheduleRange days) => new(
        Start(due),
        new ScheduleSpec
        {
            Calendars = [new ScheduleCalendarSpec { Hour = [new ScheduleRange(cutOff.Hour)], Minute = [new ScheduleRange(cutOff.Minute)], DayOfWeek = [days] }],
            TimeZoneName = settings.TimeZone.Id,
            Jitter = settings.Jitter > TimeSpan.Zero ? settings.Jitter : null,
        })
    {
        Policy = new SchedulePolicy { Overlap = ScheduleOverlapPolicy.BufferAll, CatchupWindow = settings.CatchUpWindow },
    };

    private static ScheduleActionStartWorkflow Start(DueReports due)
    {
        var id = due switch
        {
            DueReports.Daily => "webhooks-due:daily",
            DueReports.Weekly => "webhooks-due:weekly",
            DueReports.Amendments => "webhooks-due:amendments",
        };
        return ScheduleActionStartWorkflow.Create(WorkflowNames.DueReports, [due], new WorkflowOptions(id, TaskQueues.Reports) { ExecutionTimeout = Longest });
    }
}
