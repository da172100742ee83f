using System.CommandLine;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules pause ID</c></summary>
internal static class PauseSchedule
{
    public static Command Create()
    {
        var note = new Option<string?>("--note") { Description = "Why, for whoever looks at it next.", HelpName = "TEXT" };
        return NamedSchedule.Command("pause", "Nothing is started until it is resumed; what falls into the time is not made up for.", [note], async (parsed, schedule) =>
        {
            await schedule.PauseAsync(parsed.GetValue(note));
            return $"{schedule.Id} is paused.";
        });
    }
}
