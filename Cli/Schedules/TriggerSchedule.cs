using System.CommandLine;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules trigger ID</c></summary>
internal static class TriggerSchedule
{
    public static Command Create() => NamedSchedule.Command("trigger", "Starts once now, paused or not: of reports the period whose end was the last.", [], async (_, schedule) =>
    {
        await schedule.TriggerAsync();
        return $"{schedule.Id} is started.";
    });
}
