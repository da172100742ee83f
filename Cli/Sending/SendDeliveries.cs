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
        var url = new Option<Uri>("--url")
        {
            Description = $"Address of the source. Default: {StandardAddress}.",
            HelpName = "URL",
            DefaultValueFactory = _ => new(StandardAddress),
            CustomParser = result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https"))
                {
                    return address;
                }

                result.AddError("--url must be an http or https address.");
                return null;
            },
        };
        var eventName = new Option<string?>("--event") { Description = "Event name. Default: the folder that a file lies in, such as push/1.json.", HelpName = "NAME" };
        var secretFile = new Option<string?>("--secret-file") { Description = $"File with the secret. Default: the variable {SourceSecret.Variable}.", HelpName = "FILE" };
        var deliveryId = new Option<string?>("--delivery-id") { Description = "GitHub's id of the delivery, for one file. Default: a new one for each.", HelpName = "GUID" };
        var hookId = new Option<string>("--hook-id") { Description = "GitHub's id of the hook.", HelpName = "ID", DefaultValueFactory = _ => "1" };
        var command = new Command("send", "Signs files as GitHub deliveries and posts them. Exits 1 when one is not accepted.")
        {
            path, url, eventName, secretFile, deliveryId, hookId,
        };
        command.Run((parsed, output, cancellationToken) => RunAsync(
            DeliveryFiles.Find(parsed.GetRequiredValue(path), parsed.GetValue(eventName), parsed.GetValue(deliveryId), parsed.GetRequiredValue(hookId)),
            parsed.GetRequiredValue(url),
            SourceSecret.Read(parsed.GetValue(secretFile)),
            output,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<GitHubDelivery> deliveries, Uri address, byte[] secret, TextWriter output, CancellationToken cancellationToken)
    {
        // A redirect is an answer: what is signed goes nowhere else.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        var table = new Table("FILE", "EVENT", "STATUS", "DELIVERY", "ANSWER");
        var refused = 0;
        foreach (var delivery in deliveries)
        {
            var answer = await SendAsync(client, delivery, address, secret, cancellationToken);
            refused += answer.IsAccepted ? 0 : 1;
            table.Add(delivery.File, delivery.EventName, answer.Status is { } status ? $"{(int)status}" : null, answer.DeliveryId, answer.Text);
        }

        await table.WriteAsync(output);
        await output.WriteLineAsync($"{deliveries.Count - refused} of {deliveries.Count} accepted");
        return refused == 0 ? ExitCodes.Success : ExitCodes.Findings;
    }

    private static async Task<SendAnswer> SendAsync(
        HttpClient client, GitHubDelivery delivery, Uri address, byte[] secret, CancellationToken cancellationToken)
    {
        var body = await File.ReadAllBytesAsync(delivery.File, cancellationToken);
        try
        {
            using var request = delivery.Signed(address, body, secret);
            using var response = await client.SendAsync(request, cancellationToken);
            return SendAnswer.Of(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException e)
        {
            return new(null, null, e.Message);
        }
        catch (FormatException)
        {
            return new(null, null, "The event name or an id cannot be sent in a header.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, null, $"No answer in {Patience.TotalSeconds:0} seconds.");
        }
    }
}
