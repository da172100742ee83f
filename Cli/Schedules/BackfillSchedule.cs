using System.CommandLine;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Schedules;
using Webhooks.Cli.CommandLine;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules backfill ID --from --to</c></summary>
internal static class BackfillSchedule
{
    public static Command Create()
    {
        var from = new Option<DateTimeOffset>("--from") { Description = "First moment, such as 2026-11-01 (UTC) or 2026-11-01T18:00+01:00.", HelpName = "TIME", Required = true };
        var to = new Option<DateTimeOffset>("--to") { Description = "Last moment; included, and not in the future.", HelpName = "TIME", Required = true };
        from.CustomParser = Moments.Parse;
        to.CustomParser = Moments.Parse;
        return NamedSchedule.Command("backfill", "Starts, one after another, what the schedule would have started within a range of time.", [from, to], async (parsed, schedule) =>
        {
            var (first, last) = (parsed.GetValue(from), parsed.GetValue(to));
            if (last < first || last > TimeProvider.System.GetUtcNow())
            {
                throw new CannotRunException($"--to '{last:u}' is before --from '{first:u}', or in the future.");
            }

            await schedule.BackfillAsync([new ScheduleBackfill(first.UtcDateTime, last.UtcDateTime, ScheduleOverlapPolicy.BufferAll)]);
            return $"{schedule.Id} starts what it would have started from {first:u} to {last:u}.";
        });
    }
}
