using System.Net;
using System.Text.Json;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Management;

/// <summary>What the management API said.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Json">The body; undefined when it has none.</param>
internal sealed record ManagementAnswer(HttpStatusCode Status, JsonElement Json)
{
    public bool IsSuccess => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    /// <summary>Title and detail of the problem, in one line that cannot speak to the terminal.</summary>
    public string Problem => Table.Plain($"{(int)Status} {Json.Text("title") ?? "The gateway refused."}: {Json.Text("detail")}");

    public static ManagementAnswer Of(HttpStatusCode status, string body)
    {
        try
        {
            return new(status, body.Length == 0 ? default : JsonElement.Parse(body));
        }
        catch (JsonException)
        {
            throw new CannotRunException($"The answer ({(int)status}) is not JSON: is this the gateway's address?");
        }
    }
}
