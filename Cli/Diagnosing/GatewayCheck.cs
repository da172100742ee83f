using System.Net;
using System.Text.Json;
using Webhooks.Cli.Management;

namespace Webhooks.Cli.Diagnosing;

/// <summary>The gateway that runs.</summary>
internal static class GatewayCheck
{
    private const string Name = "gateway";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> RunAsync(Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Patience };
        try
        {
            var began = time.GetTimestamp();
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
            var took = time.GetElapsedTime(began);
            var clock = ClockCheck.Of(Name, response.Headers.Date, time.GetUtcNow() - (took / 2));
            return [response.StatusCode == HttpStatusCode.OK ? Finding.Ok(Name, $"{address} is ready ({took.TotalMilliseconds:0} ms)") : await NotReadyAsync(address, response, cancellationToken), clock];
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [Finding.Fail(Name, $"{address} cannot be reached: {e.Message}", "Start it, or say --gateway. While it is away providers count failures, and GitHub does not send again.")];
        }
    }

    private static async Task<Finding> NotReadyAsync(Uri address, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? detail = null;
        try
        {
            detail = JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).Text("detail");
        }
        catch (JsonException)
        {
            // Somebody else answered.
        }

        return Finding.Fail(Name, $"{address} answers {(int)response.StatusCode}: {detail ?? "not the gateway's words"}", "See 'When something is down' in docs/operations.md.");
    }
}
