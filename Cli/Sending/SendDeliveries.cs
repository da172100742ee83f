using System.CommandLine;
using Webhooks.Cli.CommandLine;
using Webhooks.Cli.Output;

namespace Webhooks.Cli.Sending;

/// <summary><c>webhooks send</c></summary>
internal static class SendDeliveries
{
    private const string StandardAddress = "http://127.0.0.1:8080/webhooks/github";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var path = new Argument<string>("path") { Description = "A file, or a folder whose *.json files are all sent, one after another." };
        var url = HttpAddress.Option("--url", $"Address of the source. Default: {StandardAddress}.", StandardAddress);
        var provider = new Option<DeliveryFormat>("--provider") { Description = "As whose deliveries. Default: GitHub.", DefaultValueFactory = _ => DeliveryFormat.GitHub };
        var eventName = new Option<string?>("--event") { Description = "GitHub: event name. Default: the folder that a file lies in, such as push/1.json.", HelpName = "NAME" };
        var secretFile = new Option<string?>("--secret-file") { Description = $"File with the secret. Default: the variable {SourceSecret.Variable}.", HelpName = "FILE" };
        var deliveryId = new Option<string?>("--delivery-id") { Description = "GitHub's or Jira's id of the delivery, for one file. Default: a new one for each.", HelpName = "ID" };
        var hookId = new Option<string>("--hook-id") { Description = "GitHub's id of the hook.", HelpName = "ID", DefaultValueFactory = _ => "1" };
        var secretHeader = new Option<string?>("--secret-header") { Description = "Event Grid: the header that carries the secret.", HelpName = "NAME" };
        var secretParameter = new Option<string?>("--secret-parameter") { Description = "Event Grid: the query parameter that carries it.", HelpName = "NAME" };
        var command = new Command("send", "Posts files as a provider would deliver them, signed or with the secret. Exits 1 when one is not accepted.")
        {
            path, url, provider, eventName, secretFile, deliveryId, hookId, secretHeader, secretParameter,
        };
        command.Run((parsed, output, cancellationToken) => RunAsync(
            DeliveryFiles.Find(parsed.GetRequiredValue(path), parsed.GetValue(deliveryId)),
            Checked(new SendOptions
            {
                Format = parsed.GetValue(provider),
                Address = parsed.GetRequiredValue(url),
                Secret = SourceSecret.Read(parsed.GetValue(secretFile)),
                EventName = parsed.GetValue(eventName),
                DeliveryId = parsed.GetValue(deliveryId),
                HookId = parsed.GetRequiredValue(hookId),
                SecretHeader = parsed.GetValue(secretHeader),
                SecretParameter = parsed.GetValue(secretParameter),
            }),
            output,
            cancellationToken));
        return command;
    }

    private static SendOptions Checked(SendOptions options) =>
        options.Format == DeliveryFormat.EventGrid && options.SecretHeader is null == options.SecretParameter is null
            ? throw new CannotRunException("Event Grid needs one of --secret-header and --secret-parameter: as the source is configured.")
            : options;

    private static async Task<int> RunAsync(IReadOnlyList<string> files, SendOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        // A redirect is an answer: what is signed goes nowhere else.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        var table = new Table("FILE", "EVENT", "STATUS", "DELIVERY", "ANSWER");
        var refused = 0;
        foreach (var file in files)
        {
            var eventName = options.EventName ?? DeliveryFiles.FolderOf(file);
            var answer = await SendAsync(client, file, eventName, options, cancellationToken);
            refused += answer.IsAccepted ? 0 : 1;
            table.Add(file, options.Format == DeliveryFormat.GitHub ? eventName : null, answer.Status is { } status ? $"{(int)status}" : null, answer.DeliveryId, answer.Text);
        }

        await table.WriteAsync(output);
        await output.WriteLineAsync($"{files.Count - refused} of {files.Count} accepted");
        return refused == 0 ? ExitCodes.Success : ExitCodes.Findings;
    }

    private static async Task<SendAnswer> SendAsync(
        HttpClient client, string file, string eventName, SendOptions options, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(file, cancellationToken);
        try
        {
            using var request = OutgoingDelivery.Of(options, eventName, body);
            using var response = await client.SendAsync(request, cancellationToken);
            return SendAnswer.Of(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException e)
        {
            return new(null, null, e.Message);
        }
        catch (FormatException)
        {
            return new(null, null, "The event name, an id or the secret cannot be sent in a header.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, null, $"No answer in {Patience.TotalSeconds:0} seconds.");
        }
    }
}
