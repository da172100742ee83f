using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Webhooks.Cli.CommandLine;

namespace Webhooks.Cli.Management;

/// <summary>The management API of a gateway that runs.</summary>
internal sealed class ManagementApi : IDisposable
{
    public const string TokenVariable = "WEBHOOKS_TOKEN";

    private const string StandardAddress = "http://127.0.0.1:8080";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient client;

    public ManagementApi(Uri address, string? token)
    {
        // A redirect is an answer: the token goes nowhere else.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };
        client.DefaultRequestHeaders.Add("X-Webhooks-Request", "webhooks");
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <param name="method">GET, POST or DELETE.</param>
    /// <param name="path">Below the gateway's address.</param>
    /// <param name="body">Sent as JSON; none when null.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="CannotRunException">Nobody answered, or the token is not one that may do this.</exception>
    public async Task<ManagementAnswer> CallAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var response = await client.SendAsync(request, cancellationToken);
            var answer = ManagementAnswer.Of(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            return response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                ? answer
                : throw new CannotRunException($"{answer.Problem} The token comes from --token or {TokenVariable}.");
        }
        catch (HttpRequestException e)
        {
            throw new CannotRunException($"The gateway at {client.BaseAddress} cannot be reached: {e.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CannotRunException($"The gateway at {client.BaseAddress} did not answer in {Patience.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>The options that say where it is and who asks.</summary>
    internal sealed class Options
    {
        private readonly Option<Uri> gateway = HttpAddress.Option("--gateway", $"Address of the gateway. Default: {StandardAddress}.", StandardAddress);

        private readonly Option<string?> token = new("--token")
        {
            Description = $"Token of the management API. Other users of the machine can see it here; the variable {TokenVariable} they cannot.",
            HelpName = "TOKEN",
        };

        public void AddTo(Command command)
        {
            command.Options.Add(gateway);
            command.Options.Add(token);
        }

        public Uri Address(ParseResult parsed) => parsed.GetRequiredValue(gateway);

        public ManagementApi Open(ParseResult parsed) =>
            new(parsed.GetRequiredValue(gateway), parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable));
    }
}
