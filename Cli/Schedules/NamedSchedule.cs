using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Webhooks.Cli.CommandLine;
using Webhooks.Worker.Schedules;

namespace Webhooks.Cli.Schedules;

/// <summary>A command about one schedule.</summary>
internal static class NamedSchedule
{
    /// <param name="name">Of the command.</param>
    /// <param name="description">What it does.</param>
    /// <param name="options">Its own ones.</param>
    /// <param name="action">Done with the schedule, which was there a moment ago; returns what is said when it worked.</param>
    public static Command Command(string name, string description, IEnumerable<Option> options, Func<ParseResult, ScheduleHandle, Task<string>> action)
    {
        var folder = new DataFolder.Options();
        var id = new Argument<string>("ID") { Description = "As \"webhooks schedules list\" shows it." };
        var command = new Command(name, description) { id };
        folder.AddConfigTo(command);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.Run(async (parsed, output, _) => await RunAsync(parsed.GetRequiredValue(id), folder.Configuration(parsed), handle => action(parsed, handle), parsed, output));
        return command;
    }

    private static async Task<int> RunAsync(string id, IConfiguration configuration, Func<ScheduleHandle, Task<string>> action, ParseResult parsed, TextWriter output)
    {
        if (!id.StartsWith(ProductSchedules.Prefix, StringComparison.Ordinal))
        {
            throw new CannotRunException($"'{id}' is not a schedule of this product: those begin with {ProductSchedules.Prefix}.");
        }

        var client = await ConnectedTemporal.OpenAsync(configuration);
        try
        {
            await output.WriteLineAsync(await action(client.GetScheduleHandle(id)));
            return ExitCodes.Success;
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"There is no schedule '{id}'. \"webhooks schedules apply\" makes those that the configuration wants.");
            return ExitCodes.Findings;
        }
    }
}
