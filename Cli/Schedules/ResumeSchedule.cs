using System.CommandLine;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules resume ID</c></summary>
internal static class ResumeSchedule
{
    public static Command Create()
    {
        var note = new Option<string?>("--note") { Description = "Why, for whoever looks at it next.", HelpName = "TEXT" };
        return NamedSchedule.Command("resume", "Starts by its times again.", [note], async (parsed, schedule) =>
        {
            await schedule.UnpauseAsync(parsed.GetValue(note));
            return $"{schedule.Id} goes on.";
        });
    }
}
