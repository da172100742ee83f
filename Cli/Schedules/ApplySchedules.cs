using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;
using Webhooks.Worker.Schedules;

namespace Webhooks.Cli.Schedules;

/// <summary><c>webhooks schedules apply</c></summary>
internal static class ApplySchedules
{
    public static Command Create()
    {
        var folder = new DataFolder.Options();
        var command = new Command("apply", "Makes the schedules what the configuration says, as the worker does when it starts. What is paused stays paused.");
        folder.AddConfigTo(command);
        command.Run((parsed, output, cancellationToken) => RunAsync(folder.Configuration(parsed), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, TextWriter output, CancellationToken cancellationToken)
    {
        var mistakes = new List<string>();
        var sets = ProductSchedules.Read(configuration, mistakes);
        if (mistakes.Count > 0)
        {
            throw new CannotRunException(string.Join(Environment.NewLine, mistakes));
        }

        var client = await ConnectedTemporal.OpenAsync(configuration);
        var table = new Table("ID", "WHAT");
        foreach (var set in sets)
        {
            foreach (var change in await ScheduleApplication.ApplyAsync(client, set, cancellationToken))
            {
                table.Add(change.Id, Names.Of(change.Kind));
            }
        }

        await table.WriteAsync(output);
        return ExitCodes.Success;
    }
}
