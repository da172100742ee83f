using System.Net.Http.Headers;
using System.Text;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.EventGrid;

/// <summary>A request as Event Grid would send it, with every part open to change.</summary>
internal sealed record EventRequest
{
    public const string Secret = "a secret that comes in a header";
    public const string SubscriptionTopic = "/subscriptions/0000";

    public string Source { get; init; } = "azure";

    public string Body { get; init; } = $"[{Event()}]";

    public string Kind { get; init; } = "Notification";

    public string? ContentType { get; init; } = "application/json; charset=utf-8";

    public string? HeaderSecret { get; init; } = Secret;

    public string Query { get; init; } = "";

    public string? Authorization { get; init; }

    /// <summary>A gateway with the source <c>azure</c>, whose secret comes in a header.</summary>
    public static GatewayApp App(params (string Key, string Value)[] settings)
    {
        var app = new GatewayApp();
        Put(app, 2, "azure",
            [("Secrets:0:Value", Secret), ("EventGrid:SecretHeader", "X-Grid-Secret"), ("EventGrid:ExpectedTopics:0", SubscriptionTopic), .. settings]);
        return app;
    }

    public static void Put(GatewayApp app, int index, string name, params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings.Append(("Name", name)).Append(("Provider", "EventGrid")))
        {
            app.Settings.Put($"Webhooks:Sources:{index}:{key}", value);
        }
    }

    public static string Event(string id = "1", string topic = SubscriptionTopic, string type = "Microsoft.Storage.BlobCreated", string data = "{}", string subject = "s") =>
        $$"""{"id":"{{id}}","topic":"{{topic}}","subject":"{{subject}}","eventType":"{{type}}","eventTime":"2026-01-01T00:00:00Z","data":{{data}},"dataVersion":"1","metadataVersion":"1"}""";

    public static string Validation(string code = "512d38b6", string topic = SubscriptionTopic, string url = "https://rp.eventgrid.azure.net:553/validate") => Event(
        "v", topic, "Microsoft.EventGrid.SubscriptionValidationEvent", $$"""{"validationCode":"{{code}}","validationUrl":"{{url}}"}""");

    /// <summary>What the gateway must call an event.</summary>
    public static string IdOf(string id, string topic = SubscriptionTopic, string source = "azure") =>
        DeliveryKey.From(null, "eventgrid", $"{source}:{topic}", id).DeliveryId;

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/{Source}{Query}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) };
        request.Content.Headers.ContentType = ContentType is null ? null : MediaTypeHeaderValue.Parse(ContentType);
        request.Headers.TryAddWithoutValidation("aeg-event-type", Kind);
        if (HeaderSecret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Grid-Secret", HeaderSecret);
        }

        if (Authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        }

        return request;
    }
}
