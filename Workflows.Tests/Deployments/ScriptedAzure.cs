using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Providers;

namespace Webhooks.Workflows.Tests.Deployments;

/// <summary>Azure on the wire: what changed in resources, and nothing else.</summary>
internal sealed class ScriptedAzure : HttpMessageHandler
{
    public const string Subscription = "00000000-0000-0000-0000-000000000042";

    /// <summary>Of the one request whose changes are known.</summary>
    public const string Correlation = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    /// <summary>Rows of Resource Graph, as JSON.</summary>
    public string Changes { get; set; } = "[]";

    public bool IsRefusing { get; set; }

    public int Asked { get; private set; }

    public AzureActivities Activities()
    {
        var settings = AzureSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Webhooks:Azure:Credential"] = "ManagedIdentity",
                    ["Webhooks:Azure:Subscriptions:0"] = Subscription,
                })
                .Build(),
            []) ?? throw new InvalidOperationException("The section is there.");
        var client = new AzureClient(settings, ProviderCredentials.Bearer("token"), TimeProvider.System, this);
        return new AzureActivities(new ChangeReading(settings, client), new CostReading(settings, client, TimeProvider.System));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        return (request.RequestUri?.AbsolutePath, IsRefusing) switch
        {
            (_, true) => new HttpResponseMessage(HttpStatusCode.Forbidden),
            ("/providers/Microsoft.ResourceGraph/resources", _) => Json($$"""{"data":{{(body.Contains(Correlation, StringComparison.Ordinal) ? Changes : "[]")}}}"""),
            ({ } path, _) when path.EndsWith("/Microsoft.CostManagement/query", StringComparison.Ordinal) => Json(
                """{"properties":{"columns":[{"name":"Cost"},{"name":"UsageDate"},{"name":"ServiceName"},{"name":"Currency"}],"rows":[[12.5,20260301,"App Service","EUR"]]}}"""),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    private static HttpResponseMessage Json(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
