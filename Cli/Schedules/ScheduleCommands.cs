using System.CommandLine;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules</c></summary>
internal static class ScheduleCommands
{
    public static Command Create() => new("schedules", "What the product does by the clock: reports, amendments, reconciliation.")
    {
        ListSchedules.Create(),
        PauseSchedule.Create(),
        ResumeSchedule.Create(),
        TriggerSchedule.Create(),
        BackfillSchedule.Create(),
        ApplySchedules.Create(),
    };
}
