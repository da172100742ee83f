using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Local.Demo;

/// <summary>Sends deliveries to the gateway and asks what became of them.</summary>
internal sealed class GatewayClient(HttpClient gateway, TimeProvider time)
{
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OutcomePatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends again under the same id while the gateway cannot take it, as a reconciler would.</summary>
    /// <returns>The delivery id that the gateway answered.</returns>
    public async Task<string> SendAsync(DemoDelivery delivery, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var trouble = "";
            try
            {
                using var request = delivery.Request();
                using var answer = await gateway.SendAsync(request, cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    var accepted = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);

                    // A list is answered with a list.
                    return (accepted is JsonArray { Count: > 0 } list ? list[0] : accepted)?["deliveryId"]?.GetValue<string>() ?? throw new LocalFailureException("The gateway's answer names no delivery.");
                }

                trouble = $"status {(int)answer.StatusCode}";
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                {
                    throw new LocalFailureException($"The gateway refused a delivery: {trouble}.");
                }
            }
            catch (HttpRequestException failure)
            {
                trouble = failure.Message;
            }

            if (time.GetElapsedTime(started) > SendPatience)
            {
                throw new LocalFailureException($"The gateway took no delivery for {SendPatience.TotalSeconds:0} s: {trouble}");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <exception cref="LocalFailureException">There was no outcome in time.</exception>
    public async Task<SettledOutcome> OutcomeAsync(string deliveryId, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var address = new Uri($"/api/deliveries/{deliveryId}", UriKind.Relative);
        while (true)
        {
            var state = "unknown";
            try
            {
                using var answer = await gateway.GetAsync(address, cancellationToken);
                if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken) is { } delivery)
                {
                    if (delivery["outcome"] is JsonObject outcome)
                    {
                        return new SettledOutcome
                        {
                            Kind = outcome["kind"]?.GetValue<string>() ?? "",
                            Reason = outcome["reason"]?.GetValue<string>(),
                            Artefacts = [.. (outcome["artefacts"] as JsonArray ?? []).Select(artefact => artefact?.GetValue<string>() ?? "")],
                        };
                    }

                    state = delivery["state"]?.ToString() ?? state;
                }
            }
            catch (HttpRequestException)
            {
                state = "gateway not reachable";
            }

            if (time.GetElapsedTime(started) > OutcomePatience)
            {
                throw new LocalFailureException($"Delivery {deliveryId} has no outcome after {OutcomePatience.TotalSeconds:0} s (state: {state}).");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
