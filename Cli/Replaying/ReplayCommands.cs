using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Management;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Replaying;

/// <summary><c>webhooks replays list</c>, <c>show</c> and <c>stop</c></summary>
internal static class ReplayCommands
{
    public static Command Create() => new("replays", "Replays of deliveries.")
    {
        List(),
        Of("show", "Shows how far a replay is. Exits 1 unless all of it was replayed.", ShowAsync),
        Of("stop", "Stops a replay; what is replayed stays replayed.", StopAsync),
    };

    private static Command List()
    {
        var api = new ManagementApi.Options();
        var command = new Command("list", "Lists the newest replays.");
        api.AddTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            using var gateway = api.Open(parsed);
            return await ListAsync(gateway, output, cancellationToken);
        });
        return command;
    }

    private static Command Of(string name, string description, Func<ManagementApi, string, TextWriter, CancellationToken, Task<int>> run)
    {
        var api = new ManagementApi.Options();
        var id = new Argument<string>("id") { Description = "Id of the replay." };
        var command = new Command(name, description) { id };
        api.AddTo(command);
        command.Run(async (parsed, output, cancellationToken) =>
        {
            using var gateway = api.Open(parsed);
            return await run(gateway, $"/api/replays/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}", output, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ListAsync(ManagementApi gateway, TextWriter output, CancellationToken cancellationToken)
    {
        var answer = await gateway.CallAsync(HttpMethod.Get, "/api/replays", null, cancellationToken);
        if (!answer.IsSuccess)
        {
            await output.WriteLineAsync(answer.Problem);
            return ExitCodes.Findings;
        }

        var table = new Table("REPLAY", "STARTED", "ENDED", "WHO", "STATE", "DONE", "OF", "REPLAYED", "WHY");
        foreach (var replay in answer.Json.EnumerateArray())
        {
            table.Add(
                replay.Text("replayId"), replay.Text("startedAt"), replay.Text("endedAt"), replay.Text("requestedBy"), replay.Text("state"),
                $"{replay.Number("done")}", $"{replay.Number("total")}", $"{replay.Number("replayed")}", replay.GetProperty("request").Text("reason"));
        }

        await table.WriteAsync(output);
        return ExitCodes.Success;
    }

    private static async Task<int> ShowAsync(ManagementApi gateway, string path, TextWriter output, CancellationToken cancellationToken)
    {
        var answer = await gateway.CallAsync(HttpMethod.Get, path, null, cancellationToken);
        await output.WriteLineAsync(answer.IsSuccess ? ReplayProgress.Line(answer.Json) : answer.Problem);
        return answer.IsSuccess ? await ReplayProgress.ShowEndAsync(answer.Json, output) : ExitCodes.Findings;
    }

    private static async Task<int> StopAsync(ManagementApi gateway, string path, TextWriter output, CancellationToken cancellationToken)
    {
        var answer = await gateway.CallAsync(HttpMethod.Delete, path, null, cancellationToken);
        await output.WriteLineAsync(answer.IsSuccess ? "It will stop." : answer.Problem);
        return answer.IsSuccess ? ExitCodes.Success : ExitCodes.Findings;
    }
}
