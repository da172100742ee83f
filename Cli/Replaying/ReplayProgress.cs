using System.Text.Json;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Management;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Replaying;

/// <summary>Shows how far a replay is.</summary>
internal static class ReplayProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Until it has ended. Ending the wait does not end the replay.</summary>
    public static async Task<int> FollowAsync(ManagementApi gateway, string id, TextWriter output, CancellationToken cancellationToken)
    {
        var shown = "";
        while (true)
        {
            var answer = await gateway.CallAsync(HttpMethod.Get, $"/api/replays/{Uri.EscapeDataString(id)}", null, cancellationToken);
            if (!answer.IsSuccess)
            {
                await output.WriteLineAsync(answer.Problem);
                return ExitCodes.Findings;
            }

            var line = Line(answer.Json);
            if (line != shown)
            {
                await output.WriteLineAsync(line);
                shown = line;
            }

            if (answer.Json.Text("state") != "running")
            {
                return await ShowEndAsync(answer.Json, output);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public static string Line(JsonElement replay) => Table.Plain(
        $"{replay.Text("state")}{(replay.Flag("isHeldBack") ? ", waiting for live traffic" : "")}: "
        + $"{replay.Number("done")} of {replay.Number("total")} done, {replay.Number("replayed")} replayed, {replay.Number("unverified")} of them unverified");

    public static async Task<int> ShowEndAsync(JsonElement replay, TextWriter output)
    {
        var table = new Table("DELIVERY", "REPLAYED AS", "REFUSED");
        foreach (var delivery in replay.List("deliveries"))
        {
            table.Add(delivery.Text("replayOf"), delivery.Text("deliveryId"), delivery.Text("refusal"));
        }

        if (!table.IsEmpty)
        {
            await table.WriteAsync(output);
        }

        return replay.Text("state") == "finished" && replay.Number("replayed") == replay.Number("total") ? ExitCodes.Success : ExitCodes.Findings;
    }
}
